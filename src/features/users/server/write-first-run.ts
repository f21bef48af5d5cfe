import { randomBytes } from "node:crypto";
import { v7 } from "uuid";
import { say } from "@/messages/server/say";
import { hashToken } from "@/server/api/actor";
import { prisma, transaction } from "@/server/database/database";
import { log } from "@/server/process/log";
import { hashNewPassword } from "@/server/sign-in/passwords";
import { AppError } from "@/shared/errors";
import { mintOrganisationId } from "@/shared/roles";
import { ensureOrganisation } from "@/features/organisations/server/write-ensure";
import { audit } from "@/server/audit/audit";
import type { FirstRun } from "@/features/users/schema";
import { presentPerson } from "./present";
import { insertPerson } from "./write";
import { hasActiveAdmin, lockOrganisation } from "./write-admins";

const TOKEN_HOURS = 24;

/**
 * Makes a fresh token for the first-run page when the organisation has no active admin, or returns null. The
 * start prints it; only its hash is stored, for 24 hours, and every earlier one ends, so that only the last
 * printed one works.
 */
export async function prepareFirstRun(): Promise<string | null> {
  const organisationId = await ensureOrganisation();
  const token = randomBytes(24).toString("base64url");
  return await transaction(async (tx) => {
    await lockOrganisation(tx, organisationId);
    await tx.query("DELETE FROM secret_tokens WHERE organisation_id = $1 AND kind = 'first_run'", [
      organisationId,
    ]);
    if (await hasActiveAdmin(tx, organisationId)) {
      return null;
    }
    await tx.query(
      `INSERT INTO secret_tokens (id, organisation_id, kind, hash, expires_at) VALUES ($1, $2, 'first_run', $3, now() + make_interval(hours => $4))`,
      [v7(), organisationId, hashToken(token), TOKEN_HOURS],
    );
    return token;
  });
}

/** Throws `invalid_token` unless a first-run token would be accepted now; for the page, before anything is typed. */
export async function requireFirstRunToken(token: string): Promise<void> {
  if (!(await isFirstRunToken(token))) {
    throw usedUp();
  }
}

async function isFirstRunToken(token: string): Promise<boolean> {
  const kept = await prisma().secretToken.findUnique({
    where: { hash: hashToken(token), kind: "first_run", usedAt: null, expiresAt: { gt: new Date() } },
    select: { id: true },
  });
  return kept !== null;
}

/** Creates the first admin, exactly once: this uses up the token. Throws `invalid_token`. */
export async function completeFirstRun(
  given: FirstRun,
  address: string,
): Promise<ReturnType<typeof presentPerson>> {
  await requireFirstRunToken(given.token);
  const passwordHash = await hashNewPassword(given.password, given);
  const made = await transaction(async (tx) => {
    const { rows } = await tx.query<{ organisation_id: string }>(
      `UPDATE secret_tokens SET used_at = now() WHERE kind = 'first_run' AND hash = $1 AND used_at IS NULL AND expires_at > now()
       RETURNING organisation_id`,
      [hashToken(given.token)],
    );
    const found = rows[0];
    if (!found) {
      throw usedUp();
    }
    const organisationId = mintOrganisationId(found.organisation_id);
    await lockOrganisation(tx, organisationId);
    if (await hasActiveAdmin(tx, organisationId)) {
      throw usedUp();
    }
    if (given.organisationName) {
      await tx.query("UPDATE organisations SET name = $2 WHERE id = $1", [
        organisationId,
        given.organisationName,
      ]);
    }
    const admin = await insertPerson(tx, {
      organisationId,
      role: "admin",
      name: given.name,
      email: given.email,
      passwordHash,
    });
    await audit(
      tx,
      { organisationId, id: admin.id },
      {
        action: "person.first_admin",
        subjectType: "person",
        subjectId: admin.id,
        data: { by: "first run" },
        address,
      },
    );
    return presentPerson(admin, "staff");
  });
  log().info({ personId: made.id }, "the first admin was made on the page for it");
  return made;
}

function usedUp(): AppError {
  return new AppError("invalid_token", say("refusals.users.linkUsed"));
}
