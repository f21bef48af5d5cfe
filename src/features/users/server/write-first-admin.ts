import { say } from "@/messages/server/say";
import { pool, transaction, type Transaction } from "@/server/database/database";
import { emit } from "@/server/event-log/emit";
import { env } from "@/server/process/env";
import { log } from "@/server/process/log";
import { judgePassword, type PasswordWeakness } from "@/server/sign-in/password-strength";
import { hashPassword } from "@/server/sign-in/passwords";
import { StartError } from "@/server/process/start-error";
import type { OrganisationId, Role } from "@/shared/roles";
import { raiseNotice } from "@/features/notices/server/write";
import { audit } from "@/server/audit/audit";
import { ownerOf } from "@/server/sign-in/address-owner";
import { readOrganisation } from "@/features/organisations/server/read";
import { ensureOrganisation } from "@/features/organisations/server/write-ensure";
import { endSessions } from "@/features/sessions/server/write";
import { insertPerson } from "./write";
import { hasActiveAdmin, lockOrganisation } from "./write-admins";
import { endInvitations } from "./write-invitation";

const ADMIN_NAME = "Administrator";

interface FormerPerson {
  id: string;
  role: Role;
  was_disabled: boolean;
}

/**
 * Creates the admin of ADMIN_EMAIL and ADMIN_PASSWORD when those are set and the organisation has no active
 * admin. Returns the e-mail, or null when none was created. Throws StartError for a password that is guessed
 * at once; a weak one is reported in the log and to the admins.
 */
export async function ensureFirstAdmin(): Promise<string | null> {
  const { adminEmail: email, adminPassword } = env();
  if (!email || !adminPassword) {
    return null;
  }
  const organisationId = await ensureOrganisation();
  if (await hasActiveAdmin(pool(), organisationId)) {
    return null;
  }
  const weakness = await refuseTrivial(organisationId, { email, password: adminPassword });
  const passwordHash = await hashPassword(adminPassword);
  const made = await transaction(async (tx) => {
    await lockOrganisation(tx, organisationId);
    if (await hasActiveAdmin(tx, organisationId)) {
      return null;
    }
    const former = await raisePerson(tx, organisationId, { email, passwordHash });
    const id =
      former?.id ??
      (await insertPerson(tx, { organisationId, role: "admin", name: ADMIN_NAME, email, passwordHash })).id;
    await audit(
      tx,
      { organisationId, id: null },
      {
        action: "person.first_admin",
        subjectType: "person",
        subjectId: id,
        data: {
          by: "environment",
          email,
          ...(former ? { before: { role: former.role, disabled: former.was_disabled } } : {}),
        },
      },
    );
    if (weakness !== null) {
      await noticeWeakPassword(tx, organisationId, weakness);
    }
    return { id, existed: former !== null };
  });
  if (made === null) {
    return null;
  }
  // Only now: a log entry of a rolled-back change would make people look for an account that does not exist.
  log().info({ personId: made.id, existed: made.existed }, "the first admin was made from ADMIN_EMAIL");
  return email;
}

/** The owner of this address (imported, created by an admin; not merely registered with it) becomes the admin with this password; all their sessions end. */
async function raisePerson(
  tx: Transaction,
  organisationId: OrganisationId,
  { email, passwordHash }: { email: string; passwordHash: string },
): Promise<FormerPerson | null> {
  const { rows } = await tx.query<FormerPerson>(
    `UPDATE people p SET role = 'admin', password_hash = $3, disabled_at = NULL, updated_at = now()
     FROM (SELECT id, role, disabled_at IS NOT NULL AS was_disabled FROM people
       WHERE id = ${ownerOf("$1", "$2")} AND NOT is_demo FOR NO KEY UPDATE) former
     WHERE p.id = former.id RETURNING former.id, former.role, former.was_disabled`,
    [organisationId, email, passwordHash],
  );
  const former = rows[0];
  if (!former) {
    return null;
  }
  const personId = former.id;
  await endSessions(tx, { organisationId, personId, reason: "password_changed", actorId: null });
  await endInvitations(tx, personId);
  await emit(tx, {
    type: "person:changed",
    organisationId,
    actorId: null,
    subjectId: personId,
    data: { personId, reason: "role" },
  });
  return former;
}

async function refuseTrivial(
  organisationId: OrganisationId,
  { email, password }: { email: string; password: string },
): Promise<PasswordWeakness | null> {
  const { name: organisationName } = await readOrganisation(organisationId);
  const { strength, reason } = await judgePassword(password, { name: ADMIN_NAME, email, organisationName });
  const words = say("refusals.users.weakness", { reason: reason ?? "short" }).english;
  if (strength === "trivial") {
    throw new StartError(
      `ADMIN_PASSWORD is among the first that anybody guesses: ${words}. Choose another one, such as a sentence you will remember.`,
    );
  }
  if (strength === "weak") {
    log().warn(`ADMIN_PASSWORD is easy to guess: ${words}. Sign in and choose a better one soon.`);
  }
  return strength === "weak" ? reason : null;
}

async function noticeWeakPassword(
  tx: Transaction,
  organisationId: OrganisationId,
  reason: PasswordWeakness,
): Promise<void> {
  await raiseNotice(tx, {
    organisationId,
    key: "weak-admin-password",
    describe: (before) =>
      before === null
        ? {
            kind: "weak_password",
            level: "critical",
            sentence: say("alerts.weakAdminPassword", { reason }),
          }
        : null,
  });
}
