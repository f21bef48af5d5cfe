import { insertPerson } from "@/features/users/server/write";
import { inviteByMail } from "@/features/users/server/write-invitation";
import { changeUserWithin } from "@/features/users/server/write-user";
import type { UserPatch } from "@/features/users/schema";
import type { Sentence } from "@/messages/server/sentence";
import type { AuditEntry } from "@/server/audit/audit";
import type { BothWays } from "@/server/database/database";
import { isAppError } from "@/shared/errors";
import type { Actor } from "@/shared/roles";
import { addedTeams, type KnownPerson, type RowPlan, type Wish } from "./rules-plan";

/** In whose name an import changes people. */
export type Importer = Pick<Actor, "id" | "organisationId" | "name">;

interface Choices {
  id: string;
  invites: boolean;
  address: string | null;
}

/** Writes the rows of one chunk, as single people are made and changed; `finish` writes what all of them share. */
export class RowWriter {
  private readonly entries: AuditEntry[] = [];
  private readonly memberships: { person: string; team: string }[] = [];
  private readonly languages: { person: string; language: string }[] = [];

  constructor(
    private readonly tx: BothWays,
    private readonly importer: Importer,
    private readonly choices: Choices,
  ) {}

  /** Does what a row's plan says; answers why not, where it has an error or is refused. Then nothing of it is written. */
  async write({ outcome, reason, wish, person }: RowPlan): Promise<Sentence | null> {
    if (outcome === "error" || !wish) {
      return reason;
    }
    return outcome === "unchanged"
      ? null
      : await this.orRefused(() => (person ? this.change(wish, person) : this.create(wish)));
  }

  /** Writes teams and languages; answers the entries of the audit. */
  async finish(): Promise<AuditEntry[]> {
    const { sql } = this.tx;
    if (this.memberships.length > 0) {
      await sql.query(
        `INSERT INTO team_members (team_id, person_id) SELECT team, person FROM jsonb_to_recordset($1::jsonb)
           AS given (team uuid, person uuid) ON CONFLICT DO NOTHING`,
        [JSON.stringify(this.memberships)],
      );
    }
    if (this.languages.length > 0) {
      await sql.query(
        `UPDATE people p SET preferences = p.preferences || jsonb_build_object('language', given.language), updated_at = now()
         FROM jsonb_to_recordset($1::jsonb) AS given (person uuid, language text)
         WHERE p.id = given.person AND p.preferences->>'language' IS NULL`,
        [JSON.stringify(this.languages)],
      );
    }
    return this.entries;
  }

  /** A refusal takes back what was written for this row, and no other. */
  private async orRefused(work: () => Promise<void>): Promise<Sentence | null> {
    const { sql } = this.tx;
    await sql.query("SAVEPOINT import_row");
    try {
      await work();
      await sql.query("RELEASE SAVEPOINT import_row");
      return null;
    } catch (error) {
      if (!isAppError(error) || !error.sentence) {
        throw error;
      }
      await sql.query("ROLLBACK TO SAVEPOINT import_row");
      return error.sentence;
    }
  }

  private async create(wish: Wish): Promise<void> {
    const { sql } = this.tx;
    const { organisationId } = this.importer;
    const [name, role] = [wish.name ?? "", wish.role ?? "user"];
    const { id } = await insertPerson(sql, {
      organisationId,
      role,
      name,
      email: wish.email,
      passwordHash: null,
    });
    if (this.choices.invites) {
      await inviteByMail(sql, this.importer, { id, name, email: wish.email });
    }
    const teamIds = wish.teams.map((team) => team.id);
    teamIds.forEach((team) => this.memberships.push({ person: id, team }));
    this.speak(id, wish);
    this.note("person.created", id, {
      email: wish.email,
      role,
      invited: this.choices.invites,
      ...(teamIds.length > 0 ? { teamIds } : {}),
    });
  }

  private async change(wish: Wish, person: KnownPerson): Promise<void> {
    const added = addedTeams(wish, person);
    const patch: UserPatch = {
      ...(wish.name !== null && wish.name !== person.name ? { name: wish.name } : {}),
      ...(wish.role !== null && wish.role !== person.role ? { role: wish.role } : {}),
      ...(added.length > 0 ? { teamIds: [...person.teams, ...added].map(({ id }) => id) } : {}),
    };
    if (Object.keys(patch).length > 0) {
      const by = { address: this.choices.address ?? "" };
      await changeUserWithin(this.tx, this.importer, { personId: person.id, patch }, by);
    }
    if (wish.language !== null && person.language === null) {
      this.speak(person.id, wish);
      this.note("person.changed", person.id, { language: wish.language });
    }
  }

  private speak(person: string, { language }: Wish): void {
    if (language !== null) {
      this.languages.push({ person, language });
    }
  }

  private note(action: string, subjectId: string, data: Record<string, unknown>): void {
    this.entries.push({
      action,
      subjectType: "person",
      subjectId,
      data: { ...data, import: this.choices.id },
      address: this.choices.address ?? "",
    });
  }
}
