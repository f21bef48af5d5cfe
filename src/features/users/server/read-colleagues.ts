import { say } from "@/messages/server/say";
import { readSettings } from "@/features/organisations/server/read";
import type { PersonDto } from "@/features/users/schema";
import { PLANNED_EACH_TIME } from "@/server/database/prepared-statements";
import { pool, type Sql } from "@/server/database/database";
import { boundedRead } from "@/server/http/bounded-read";
import { limitUses } from "@/server/rate-limits/limits";
import { beginsWords } from "@/server/search/searchable";
import { AppError } from "@/shared/errors";
import type { Actor } from "@/shared/roles";
import { NAME_KEY, presentPerson, type PersonRow } from "./present";

const FOUND_MAX = 10;
/** Searches of one person in an hour: a word is looked for with every pause in typing. */
const SEARCHES = 300;
const HOUR = 60 * 60;

/** SQL for whether a person `p` may be let follow a colleague's ticket: a plain user whose address is proven, as far as they have one. */
export function isColleague(alias: string): string {
  return `(${alias}.role = 'user' AND ${alias}.disabled_at IS NULL AND ${alias}.email_confirmed_at IS NOT NULL)`;
}

/**
 * Throws `forbidden` unless the organisation lets requesters share their tickets, and the actor's own address is proven: who
 * only says who they are does not learn who else is here.
 */
export async function requireColleagues(actor: Actor, sql: Sql = pool()): Promise<void> {
  if (!(await mayHaveColleagues(actor, sql))) {
    throw new AppError("forbidden", say("refusals.users.colleagues"));
  }
}

/** Whether they may. */
export async function mayHaveColleagues(actor: Actor, sql: Sql = pool()): Promise<boolean> {
  const { colleagueWatchers } = await readSettings(actor.organisationId, sql);
  if (!colleagueWatchers || actor.role === "guest") {
    return false;
  }
  const { rowCount } = await sql.query(
    "SELECT 1 FROM people WHERE id = $1 AND email_confirmed_at IS NOT NULL",
    [actor.id],
  );
  return rowCount === 1;
}

/** Colleagues in whose name each word of `q` begins a word, by name, ten at most: never an address, and no list of everybody. Throws `forbidden`, `rate_limited`. */
export async function findColleagues(
  actor: Actor,
  { q }: { q: string },
): Promise<{ items: PersonDto[]; nextCursor: null }> {
  await requireColleagues(actor);
  await limitUses("colleagues", actor.id, SEARCHES, HOUR);
  const values: unknown[] = [actor.organisationId, actor.id];
  const fits = beginsWords(q, (value) => `$${values.push(value)}`, "p.search_name");
  const { rows } = await boundedRead(actor, (sql) =>
    sql.query<PersonRow>(
      `${PLANNED_EACH_TIME} SELECT p.id, p.name, p.role, NULL AS email, p.avatar_key FROM people p
       WHERE p.organisation_id = $1 AND p.id <> $2 AND ${isColleague("p")} AND ${fits}
       ORDER BY ${NAME_KEY}, p.id LIMIT ${FOUND_MAX}`,
      values,
    ),
  );
  return { items: rows.map((row) => presentPerson(row, "public")), nextCursor: null };
}
