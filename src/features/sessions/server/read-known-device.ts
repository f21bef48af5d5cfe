import type { Sql } from "@/server/database/database";

/** For so long an address is known by what has signed in from it. */
const KNOWN_DAYS = 90;

/**
 * Whether nothing tells that a person has signed in from there before: no earlier session of the same browser or program
 * came from the same address. The first sign-in of a person is from no unknown device: there is none that they know.
 */
export async function isUnknownDevice(
  sql: Sql,
  from: { personId: string; address: string | null; browser: string | null },
): Promise<boolean> {
  const { rows } = await sql.query<{ is_first: boolean; is_known: boolean }>(
    `SELECT count(*) = 0 AS is_first,
       coalesce(bool_or(created_at > now() - make_interval(days => $4) AND address IS NOT DISTINCT FROM $2::text
         AND user_agent IS NOT DISTINCT FROM $3::text), false) AS is_known
     FROM sessions WHERE person_id = $1 AND kind <> 'guest'`,
    [from.personId, from.address, from.browser, KNOWN_DAYS],
  );
  return rows[0] !== undefined && !rows[0].is_first && !rows[0].is_known;
}
