import { pool } from "@/server/database/database";

/** How a table's rows are known to be an organisation's, the first that fits. */
const OWNERS: readonly (readonly [column: string, condition: string])[] = [
  ["organisation_id", "t.organisation_id = $1"],
  ["ticket_id", "t.ticket_id IN (SELECT id FROM tickets WHERE organisation_id = $1)"],
  ["person_id", "t.person_id IN (SELECT id FROM people WHERE organisation_id = $1)"],
  ["team_id", "t.team_id IN (SELECT id FROM teams WHERE organisation_id = $1)"],
];

/** A hash of every row of an organisation, by table: what somebody changed shows, in tables of later too. */
export async function hashRows(organisationId: string): Promise<Record<string, string>> {
  const { rows: columns } = await pool().query<{ table: string; names: string[] }>(
    `SELECT table_name AS table, array_agg(column_name::text) AS names FROM information_schema.columns
     WHERE table_schema = 'public' GROUP BY 1 ORDER BY 1`,
  );
  const hashes: Record<string, string> = {};
  for (const { table, names } of columns) {
    const owner = OWNERS.find(([column]) => names.includes(column));
    if (owner || table === "organisations") {
      const { rows } = await pool().query<{ count: number; hash: string | null }>(
        `SELECT count(*)::int AS count, md5(string_agg(md5(t::text), '' ORDER BY md5(t::text))) AS hash
         FROM "${table}" t WHERE ${owner?.[1] ?? "t.id = $1"}`,
        [organisationId],
      );
      hashes[table] = `${rows[0]?.count} rows ${rows[0]?.hash ?? ""}`;
    }
  }
  return hashes;
}
