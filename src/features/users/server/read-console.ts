import { pool } from "@/server/database/database";
import type { OrganisationId, Role } from "@/shared/roles";

/** The person who owns an e-mail address in an organisation, for the console; null if there is none. A mere claim does not count. */
export async function findOwner(
  organisationId: OrganisationId,
  email: string,
): Promise<{ name: string; role: Role } | null> {
  const { rows } = await pool().query<{ name: string; role: Role }>(
    "SELECT name, role FROM people WHERE organisation_id = $1 AND email = lower($2) AND email_confirmed_at IS NOT NULL LIMIT 1",
    [organisationId, email],
  );
  return rows[0] ?? null;
}
