import type { z } from "zod";
import type { ImportField, RowChanges, RowOutcome } from "@/features/people-imports/schema";
import { emailSchema, nameSchema } from "@/features/users/schema";
import { say } from "@/messages/server/say";
import type { Sentence } from "@/messages/server/sentence";
import { sentenceOfIssue } from "@/messages/server/issues";
import type { Role } from "@/shared/roles";
import { languageOf, roleOf } from "./rules-columns";

/** What a row asks for, read from its cells; a field is null where the cell is empty, or there is no such column. */
export interface Wish {
  email: string;
  name: string | null;
  role: Exclude<Role, "guest"> | null;
  teams: KnownTeam[];
  language: "en" | "de" | null;
}

/** A team of the organisation. */
export interface KnownTeam {
  id: string;
  name: string;
}

/** The person of an address, as they stand now. */
export interface KnownPerson {
  id: string;
  name: string;
  role: Role;
  isDisabled: boolean;
  /** Whether it is shown that the address is theirs. */
  isProven: boolean;
  language: string | null;
  teams: KnownTeam[];
}

/** What is known beside the rows. */
export interface Facts {
  people: ReadonlyMap<string, KnownPerson>;
  /** By their names in lower case. */
  teams: ReadonlyMap<string, KnownTeam>;
  /** Who imports: an import does not change their own role. */
  importerId: string;
  /** Whether the organisation can do without this admin; what a row takes away counts for the next. */
  takeAdmin: (personId: string) => Sentence | null;
}

/** What a row does. */
export interface RowPlan {
  outcome: RowOutcome;
  changes: RowChanges;
  notes: Sentence[];
  reason: Sentence | null;
  /** What it is done with; null for an error. */
  wish: Wish | null;
  /** Whom it changes; null for somebody new, and for an error. */
  person: KnownPerson | null;
}

/** Reads the cells of a row. Answers the reason where one of them cannot be understood. */
export function readWish(cells: ReadonlyMap<ImportField, string>, teams: Facts["teams"]): Wish | Sentence {
  const cell = (field: ImportField): string => cells.get(field)?.trim() ?? "";
  if (cell("email") === "") {
    return say("refusals.imports.row.noEmail");
  }
  const email = emailSchema.safeParse(cell("email"));
  const name = cell("name") === "" ? null : nameSchema.safeParse(cell("name"));
  if (!email.success) {
    return reasonOf(email.error.issues[0]) ?? say("fields.noEmail");
  }
  if (name !== null && !name.success) {
    return reasonOf(name.error.issues[0]) ?? say("fields.name");
  }
  const role = roleOf(cell("role"));
  if (cell("role") !== "" && role === null) {
    return say("refusals.imports.row.role", { role: shown(cell("role")) });
  }
  const language = languageOf(cell("language"));
  if (cell("language") !== "" && language === null) {
    return say("refusals.imports.row.language", { language: shown(cell("language")) });
  }
  const named = teamsOf(cell("teams"), teams);
  if (typeof named === "string") {
    return say("refusals.imports.row.team", { team: shown(named) });
  }
  return { email: email.data, name: name?.data ?? null, role, teams: named, language };
}

/** What a wish does to the person of its address, or to nobody yet. */
export function planRow(wish: Wish, facts: Facts): RowPlan {
  const person = facts.people.get(wish.email);
  return person ? planChange(wish, person, facts) : planCreation(wish);
}

/** A row that does nothing but say why. */
export function errorPlan(reason: Sentence): RowPlan {
  return { outcome: "error", changes: [], notes: [], reason, wish: null, person: null };
}

function planCreation(wish: Wish): RowPlan {
  if (wish.name === null) {
    return errorPlan(say("refusals.imports.row.noName"));
  }
  const role = wish.role ?? "user";
  const changes: RowChanges = [
    { field: "name", from: "", to: wish.name },
    { field: "role", from: "", to: role },
  ];
  if (wish.teams.length > 0) {
    changes.push({ field: "teams", from: "", to: namesOf(wish.teams) });
  }
  if (wish.language !== null) {
    changes.push({ field: "language", from: "", to: wish.language });
  }
  const notes = role === "user" ? [] : [say("refusals.imports.note.getsRole", { role })];
  return { outcome: "create", changes, notes, reason: null, wish, person: null };
}

function planChange(wish: Wish, person: KnownPerson, facts: Facts): RowPlan {
  const changes = changesOf(wish, person);
  const notes = person.isDisabled ? [say("refusals.imports.note.disabled")] : [];
  const role = changes.find(({ field }) => field === "role");
  if (changes.length === 0) {
    return { outcome: "unchanged", changes, notes, reason: null, wish, person };
  }
  if (!person.isProven) {
    return errorPlan(say("refusals.imports.row.unproven"));
  }
  if (role && person.role === "guest") {
    return errorPlan(say("refusals.users.guestRole"));
  }
  if (role && person.id === facts.importerId) {
    return errorPlan(say("refusals.imports.row.yourself"));
  }
  const refusal = role && person.role === "admin" ? facts.takeAdmin(person.id) : null;
  if (refusal) {
    return errorPlan(refusal);
  }
  if (role) {
    notes.push(say("refusals.imports.note.role", { from: role.from, to: role.to }));
  }
  return { outcome: "change", changes, notes, reason: null, wish, person };
}

/** Nothing is taken away: teams are added, empty cells change nothing, and a language that the person chose stays. */
function changesOf(wish: Wish, person: KnownPerson): RowChanges {
  const changes: RowChanges = [];
  if (wish.name !== null && wish.name !== person.name) {
    changes.push({ field: "name", from: person.name, to: wish.name });
  }
  if (wish.role !== null && wish.role !== person.role) {
    changes.push({ field: "role", from: person.role, to: wish.role });
  }
  if (addedTeams(wish, person).length > 0) {
    const all = [...person.teams, ...addedTeams(wish, person)];
    changes.push({ field: "teams", from: namesOf(person.teams), to: namesOf(all) });
  }
  if (wish.language !== null && person.language === null) {
    changes.push({ field: "language", from: "", to: wish.language });
  }
  return changes;
}

/** The teams of a wish in which its person is not yet. */
export function addedTeams(wish: Wish, person: Pick<KnownPerson, "teams">): KnownTeam[] {
  return wish.teams.filter(({ id }) => !person.teams.some((team) => team.id === id));
}

/** The teams that a cell names; the name of one that is none. */
function teamsOf(cell: string, teams: Facts["teams"]): KnownTeam[] | string {
  if (cell === "") {
    return [];
  }
  const whole = teams.get(keyOf(cell));
  if (whole) {
    return [whole];
  }
  const found = new Map<string, KnownTeam>();
  for (const part of cell.split(/[;|\n]/).flatMap((one) => splitByComma(one, teams))) {
    const name = part.trim();
    const team = teams.get(keyOf(name));
    if (name !== "" && !team) {
      return name;
    }
    if (team) {
      found.set(team.id, team);
    }
  }
  return [...found.values()];
}

/** A comma may also stand in the name of a team. */
function splitByComma(part: string, teams: Facts["teams"]): string[] {
  return teams.has(keyOf(part)) ? [part] : part.split(",");
}

/** The key by which a team is found. */
export function keyOf(name: string): string {
  return name.trim().normalize("NFC").toLowerCase();
}

function namesOf(teams: readonly KnownTeam[]): string {
  return teams.map(({ name }) => name).join("; ");
}

/** What a schema of ours says; null for a sentence of a library, which cannot be kept. */
function reasonOf(issue: z.core.$ZodIssue | undefined): Sentence | null {
  const sentence = issue && sentenceOfIssue(issue);
  return sentence?.key ? sentence : null;
}

/** A cell as it is quoted in a sentence. */
function shown(cell: string): string {
  const points = [...cell.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ")];
  return points.length > 60 ? `${points.slice(0, 60).join("")}…` : points.join("");
}
