import { say } from "@/messages/server/say";
import type { Sql, Transaction } from "@/server/database/database";
import { env } from "@/server/process/env";
import { AppError } from "@/shared/errors";
import type { OrganisationId } from "@/shared/roles";

/** SQL for people who can sign in as an admin now: an invited one without a password does not count, a demo person only in the demo. */
const ACTIVE_ADMIN = `role = 'admin' AND disabled_at IS NULL AND (password_hash IS NOT NULL OR external_id IS NOT NULL) AND (NOT is_demo OR $2)`;

/** Locks the organisation's row, so that changes of its admins run one after the other. */
export async function lockOrganisation(tx: Transaction, organisationId: OrganisationId): Promise<void> {
  await tx.query("SELECT 1 FROM organisations WHERE id = $1 FOR NO KEY UPDATE", [organisationId]);
}

/** Whether the organisation has a person who can sign in as an admin. */
export async function hasActiveAdmin(sql: Sql, organisationId: OrganisationId): Promise<boolean> {
  const { rows } = await sql.query(
    `SELECT 1 FROM people WHERE organisation_id = $1 AND ${ACTIVE_ADMIN} LIMIT 1`,
    [organisationId, env().demo],
  );
  return rows.length > 0;
}

/**
 * Throws `last_admin` when this person is the only one who can sign in as an admin. Call it with the
 * organisation locked, before removing the role or the access: of two admins who remove each other, the
 * second is refused.
 */
export async function refuseLastAdmin(
  tx: Transaction,
  organisationId: OrganisationId,
  personId: string,
): Promise<void> {
  const { rows } = await tx.query<{ id: string }>(
    `SELECT id FROM people WHERE organisation_id = $1 AND ${ACTIVE_ADMIN} LIMIT 2`,
    [organisationId, env().demo],
  );
  if (rows.length === 1 && rows[0]?.id === personId) {
    throw new AppError("last_admin", say("refusals.users.lastAdmin"));
  }
}
