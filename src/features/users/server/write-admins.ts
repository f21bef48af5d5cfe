import { say } from "@/messages/server/say";
import type { Sentence } from "@/messages/server/sentence";
import { hasSignedUp } from "@/server/sign-in/signed-up";
import type { Sql, Transaction } from "@/server/database/database";
import { env } from "@/server/process/env";
import { AppError } from "@/shared/errors";
import type { OrganisationId } from "@/shared/roles";

/** SQL for people who can sign in as an admin now: an invited one without a password does not count, a demo person only in the demo. */
const ACTIVE_ADMIN = `role = 'admin' AND disabled_at IS NULL AND ${hasSignedUp("people")} AND (NOT is_demo OR $2)`;

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

/** What would be left if a person were no admin any more. */
export type AdminLeft = "enough" | "nobody" | "nobody_by_password";

/**
 * Whether the organisation can do without this admin: somebody else has to be one, and, where this one has a password
 * here, somebody else with a password. For a day on which the directory or the provider is away. Call it with the organisation locked.
 */
export async function adminsLeftWithout(
  tx: Transaction,
  organisationId: OrganisationId,
  personId: string,
): Promise<AdminLeft> {
  return leftWithout(await activeAdmins(tx, organisationId), personId);
}

/** Somebody who can sign in as an admin. */
export interface ActiveAdmin {
  id: string;
  has_password: boolean;
}

/** Everybody who can sign in as an admin now. */
export async function activeAdmins(tx: Sql, organisationId: OrganisationId): Promise<ActiveAdmin[]> {
  const { rows } = await tx.query<ActiveAdmin>(
    `SELECT id, password_hash IS NOT NULL AS has_password FROM people WHERE organisation_id = $1 AND ${ACTIVE_ADMIN}`,
    [organisationId, env().demo],
  );
  return rows;
}

/** What would be left of these admins without one of them. */
export function leftWithout(admins: readonly ActiveAdmin[], personId: string): AdminLeft {
  const person = admins.find((one) => one.id === personId);
  const others = admins.filter((one) => one.id !== personId);
  if (!person || others.some((one) => one.has_password)) {
    return "enough";
  }
  if (others.length === 0) {
    return "nobody";
  }
  return person.has_password ? "nobody_by_password" : "enough";
}

/**
 * Throws `last_admin` when this person is the only one who can sign in as an admin, or the only one who can by a password. Call it with the
 * organisation locked, before removing the role or the access: of two admins who remove each other, the
 * second is refused.
 */
export async function refuseLastAdmin(
  tx: Transaction,
  organisationId: OrganisationId,
  personId: string,
): Promise<void> {
  const left = await adminsLeftWithout(tx, organisationId, personId);
  if (left !== "enough") {
    throw new AppError("last_admin", lastAdminSentence(left));
  }
}

/** Why an admin has to stay one. */
export function lastAdminSentence(left: Exclude<AdminLeft, "enough">): Sentence {
  return left === "nobody" ? say("refusals.users.lastAdmin") : say("refusals.users.lastAdminByPassword");
}

/** How many people can come in as an admin by a password that is kept here. */
export async function countPasswordAdmins(sql: Sql, organisationId: OrganisationId): Promise<number> {
  const { rows } = await sql.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM people WHERE organisation_id = $1 AND ${ACTIVE_ADMIN} AND password_hash IS NOT NULL`,
    [organisationId, env().demo],
  );
  return rows[0]?.count ?? 0;
}
