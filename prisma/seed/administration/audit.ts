import { audit } from "@/server/audit/audit";
import type { Transaction } from "@/server/database/database";
import { mintOrganisationId } from "@/shared/roles";
import { insertRows } from "../load/insert";
import { idAt, type Directory } from "../load/ledger";
import { addWorkingMinutes, DAY, HOUR, MINUTE } from "../model/clock";
import { PEOPLE, TEAMS } from "../model/people";
import { randomFrom } from "../model/random";
import type { SeedPerson } from "../model/types";
import { ANNOUNCEMENTS, timesOf } from "./announcements";
import type { SeedImport } from "./imports";
import type { SeedToken } from "./tokens";

/** An entry of the audit; the actor by their key, null for the system. */
interface SeedEntry {
  at: Date;
  actor: string | null;
  action: string;
  subjectType: string | null;
  subjectId: string | null;
  data?: Record<string, unknown>;
  userAgent?: string;
  count?: number;
  /** Sign-ins and refusals: they count up, and have a chain of their own. */
  isAttempt?: boolean;
}

/** What the entries are about. */
export interface Audited {
  since: Date;
  now: Date;
  announcements: readonly string[];
  imports: readonly SeedImport[];
  tokens: readonly SeedToken[];
}

/** What was done when the demo was made: entries before it are invented. */
export const FILLED = "demo.filled";

const SIGN_IN_DAYS = 12;
const FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";
const CHROME =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";

/**
 * Writes what the audit would have of all this, and of a fortnight of sign-ins; the last entry says that the demo was made. Where
 * there are entries already it writes nothing: their order is sealed.
 */
export async function loadAudit(tx: Transaction, directory: Directory, audited: Audited): Promise<void> {
  const { rows: former } = await tx.query("SELECT 1 FROM audit_entries WHERE organisation_id = $1 LIMIT 1", [
    directory.organisationId,
  ]);
  if (former.length > 0) {
    return;
  }
  const invented = [...actions(directory, audited), ...signIns(directory, audited.now)]
    .filter(({ at }) => at < audited.now)
    .sort((one, other) => one.at.getTime() - other.at.getTime());
  await insertRows(
    tx,
    "audit_entries",
    invented.map((entry) => {
      const id = idAt(entry.at);
      return {
        id,
        organisation_id: directory.organisationId,
        actor_id: entry.actor && directory.person(entry.actor).id,
        action: entry.action,
        subject_type: entry.subjectType,
        subject_id: entry.subjectId,
        data: entry.data ?? {},
        address: entry.actor === null && !entry.isAttempt ? null : addressOf(entry.actor),
        user_agent: entry.userAgent ?? null,
        count: entry.count ?? 1,
        fold_key: entry.isAttempt ? id : null,
        at: entry.at,
      };
    }),
  );
  const organisationId = mintOrganisationId(directory.organisationId);
  await audit(
    tx,
    { organisationId, id: null },
    { action: FILLED, subjectType: "organisation", subjectId: organisationId },
  );
}

function actions(directory: Directory, { since, now, ...audited }: Audited): SeedEntry[] {
  const [ada, kwabena] = ["ada.admin", "kwabena.mensah"] as const;
  const ago = (days: number) => new Date(now.getTime() - days * DAY);
  const own = { subjectType: "organisation", subjectId: directory.organisationId };
  const person = (key: string) => ({ subjectType: "person", subjectId: directory.person(key).id });
  return [
    ...TEAMS.map(({ key, name, description, isPrivate }, index) => ({
      at: new Date(since.getTime() + (10 + index) * MINUTE),
      actor: kwabena,
      action: "team.created",
      subjectType: "team",
      subjectId: directory.team(key).id,
      data: { name, description, isPrivate },
    })),
    {
      at: ago(171),
      actor: ada,
      action: "settings.changed",
      ...own,
      data: { autoCloseDays: 21, before: { autoCloseDays: 14 } },
    },
    {
      at: ago(158),
      actor: ada,
      action: "settings.changed",
      ...own,
      data: { autoCloseDays: 14, before: { autoCloseDays: 21 } },
    },
    {
      at: ago(96),
      actor: kwabena,
      action: "person.changed",
      ...person("vera.viewer"),
      data: { role: "viewer", before: { role: "agent" } },
    },
    {
      at: ago(74),
      actor: ada,
      action: "job.run",
      subjectType: "job",
      subjectId: null,
      data: { job: "recount tickets" },
    },
    { at: ago(33), actor: ada, action: "mail.tested", ...person(ada), data: { outcome: "off" } },
    { at: ago(19), actor: ada, action: "person.invited", ...person("gethin.pryce") },
    { at: ago(8), actor: "harriet.ashdown", action: "person.password_changed", ...person("harriet.ashdown") },
    { at: ago(2), actor: null, action: "person.password_reset_asked", ...person("caio.nunes") },
    ...audited.imports.flatMap((one) => importEntries(one)),
    ...audited.tokens.map(({ id, owner, name, scopes, createdAt }) => ({
      at: createdAt,
      actor: owner,
      action: "person.token_made",
      ...person(owner),
      data: { tokenId: id, name, scopes },
    })),
    ...ANNOUNCEMENTS.map((announcement, index) => {
      const { createdAt, startsAt, endsAt } = timesOf(announcement, now);
      const { message, level, audience, team } = announcement;
      return {
        at: createdAt,
        actor: ada,
        action: "announcement.created",
        subjectType: "announcement",
        subjectId: audited.announcements[index] ?? null,
        data: {
          message,
          level,
          link: null,
          audience,
          teamId: team && directory.team(team).id,
          onSignIn: false,
          startsAt,
          endsAt,
        },
      };
    }),
  ];
}

function importEntries({
  id,
  file,
  by,
  createdAt,
  finishedAt,
  isCancelled,
  plan,
  done,
}: SeedImport): SeedEntry[] {
  const about = { subjectType: "import", subjectId: id };
  const startedAt = new Date(createdAt.getTime() + 2 * MINUTE);
  return [
    { at: createdAt, actor: by, action: "import.previewed", ...about, data: { file, ...plan } },
    ...(isCancelled
      ? []
      : [
          {
            at: startedAt,
            actor: by,
            action: "import.started",
            ...about,
            data: { file, ...plan, invite: false },
          },
        ]),
    {
      at: finishedAt,
      actor: by,
      action: isCancelled ? "import.cancelled" : "import.finished",
      ...about,
      data: { file, ...done },
    },
  ];
}

/** Staff every working morning, others now and then, and some wrong passwords. */
function signIns(directory: Directory, now: Date): SeedEntry[] {
  const today = Math.floor(now.getTime() / DAY) * DAY;
  return Array.from(
    { length: SIGN_IN_DAYS },
    (_, index) => new Date(today - (SIGN_IN_DAYS - index) * DAY),
  ).flatMap((day) => {
    const random = randomFrom(`audit ${Math.round((today - day.getTime()) / DAY)}`);
    return PEOPLE.flatMap((person): SeedEntry[] => {
      const comes = random.chance(person.role === "user" ? 0.06 : 0.8);
      const mistypes = random.chance(0.07);
      const at = addWorkingMinutes(day, random.int(0, 70), person.offset);
      const isTheDay = at.getTime() - day.getTime() < DAY + 12 * HOUR;
      return comes && isTheDay ? signIn(person, directory, at, mistypes) : [];
    });
  });
}

function signIn(person: SeedPerson, directory: Directory, at: Date, mistypes: boolean): SeedEntry[] {
  const about = { subjectType: "person", subjectId: directory.person(person.key).id, isAttempt: true };
  const userAgent = person.key.length % 2 === 0 ? FIREFOX : CHROME;
  const failed: SeedEntry = {
    at: new Date(at.getTime() - MINUTE),
    actor: null,
    action: "sign_in.failed",
    ...about,
    data: { email: person.email },
    userAgent,
    count: person.name.length % 3 === 0 ? 2 : 1,
  };
  const succeeded: SeedEntry = {
    at,
    actor: person.key,
    action: "sign_in.succeeded",
    ...about,
    data: { by: "browser" },
    userAgent,
  };
  return mistypes ? [failed, succeeded] : [succeeded];
}

/** An address of the company's own network, the same for the same person. */
function addressOf(key: string | null): string {
  const index = PEOPLE.findIndex((person) => person.key === key);
  return index < 0 ? "10.20.9.40" : `10.20.${index % 8}.${20 + index}`;
}
