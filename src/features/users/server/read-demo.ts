import { env } from "@/server/env";
import { pool } from "@/server/database";
import type { OrganisationId } from "@/shared/roles";

/** Those of `emails` who can sign in as people of the demo here: nobody unless the demo runs. */
export async function findDemoEmails(
  organisationId: OrganisationId,
  emails: readonly string[],
): Promise<string[]> {
  if (!env().demo) {
    return [];
  }
  const { rows } = await pool().query<{ email: string }>(
    `SELECT email FROM people WHERE organisation_id = $1 AND email = ANY($2) AND is_demo AND disabled_at IS NULL AND password_hash IS NOT NULL`,
    [organisationId, emails],
  );
  return rows.map((row) => row.email);
}
