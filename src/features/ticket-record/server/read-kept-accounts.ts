import type { Sql } from "@/server/database/database";
import { isUuid } from "@/shared/ids";

/** These ids, with that of the account that stays where one was merged into another: so that old links find what they are about. */
export async function keptAccounts(
  sql: Sql,
  organisationId: string,
  ids: readonly string[],
): Promise<string[]> {
  const people = ids.filter(isUuid);
  if (people.length === 0) {
    return [...ids];
  }
  const { rows } = await sql.query<{ from_id: string; to_id: string }>(
    "SELECT from_id, to_id FROM person_merges WHERE from_id = ANY($1::uuid[]) AND organisation_id = $2",
    [people, organisationId],
  );
  const kept = new Map(rows.map((row) => [row.from_id, row.to_id]));
  return ids.map((id) => kept.get(id) ?? id);
}
