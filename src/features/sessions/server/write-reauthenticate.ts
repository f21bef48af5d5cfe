import { say } from "@/messages/server/say";
import type { LiveSession } from "@/server/api/actor";
import type { By } from "@/server/api/by";
import { pool, type Sql } from "@/server/database/database";
import { findAnswer, prismaTransactionOnce } from "@/server/api/idempotency";
import { isAppError, refusedField } from "@/shared/errors";
import { audit } from "@/server/audit/audit";
import { guardTries } from "@/server/rate-limits/limits";
import { hasSecondFactor } from "@/server/sign-in/second-factor-due";
import type { Assertion } from "@/features/passkeys/schema";
import type { Party } from "@/features/passkeys/server/read-party";
import { checkPasskey } from "@/features/passkeys/server/write-check";
import { markFactorShown } from "@/features/second-factors/server/write";
import { checkSecondFactor } from "@/features/second-factors/server/write-check";
import type { Reauthentication } from "@/features/sessions/schema";
import type { Origin } from "./write";
import { checkCredentials, type OtherPasswords } from "./write-sign-in";

/**
 * Checks again who a session's person is: by their password (ours or the directory's) or a passkey, and the session counts as recently proven
 * from now on; by a passkey or a code, their second factor counts as shown in it. Wrong ones count like failed sign-ins, and throw `invalid` (the
 * session itself is fine), or `rate_limited` when there are many.
 */
export async function reauthenticate(
  session: LiveSession,
  given: Reauthentication,
  by: By & Origin & { party: Party },
  others: OtherPasswords,
): Promise<void> {
  if (by.key && (await findAnswer(by.key))) {
    return;
  }
  const { password, passkey, totp } = given;
  if (password !== undefined && !(await isOwnPassword(session, password, by, others))) {
    throw refusedField("password", say("refusals.sessions.wrongPassword"));
  }
  if (passkey !== undefined && !(await isOwnPasskey(session, passkey, by))) {
    throw refusedField("passkey", say("refusals.passkeys.notYours"));
  }
  if (totp !== undefined && !(await isOwnCode(session, totp, by))) {
    throw refusedField("totp", say("refusals.secondFactors.wrong"));
  }
  const { sessionId } = session.actor;
  await prismaTransactionOnce(by.key, async ({ sql }) => {
    if (password !== undefined || passkey !== undefined) {
      await markProven(sql, sessionId);
    }
    if (passkey !== undefined || totp !== undefined) {
      await markFactorShown(sql, sessionId);
    }
    await audit(sql, session.actor, {
      action: "session.reauthenticated",
      subjectType: "session",
      subjectId: sessionId,
      address: by.address,
    });
    return null;
  });
}

/** Stores that the password of a session's person was just checked. */
export async function markProven(sql: Sql, sessionId: string): Promise<void> {
  await sql.query("UPDATE sessions SET proven_at = now() WHERE id = $1", [sessionId]);
}

async function isOwnPasskey(
  { actor }: LiveSession,
  answer: Assertion,
  { address, isDemoOpen, party }: Origin & { party: Party },
): Promise<boolean> {
  const { organisationId } = actor;
  const owner = await checkPasskey({ organisationId, party, address, isDemoOpen }, answer);
  return owner?.id === actor.id;
}

/** People without a second factor have none to show. */
async function isOwnCode({ actor }: LiveSession, code: string, { address }: Origin): Promise<boolean> {
  const { organisationId, sessionId } = actor;
  const checked = await guardTries(
    { organisationId, account: `code ${actor.id}`, address, device: `session ${sessionId}` },
    async () => true,
    async () =>
      (await hasFactor(actor.id)) && (await checkSecondFactor(actor, code, address)) ? true : null,
  );
  return checked !== null;
}

async function hasFactor(personId: string): Promise<boolean> {
  const { rowCount } = await pool().query(
    `SELECT 1 FROM people p WHERE p.id = $1 AND ${hasSecondFactor("p")}`,
    [personId],
  );
  return rowCount === 1;
}

/** A session counts its own failed attempts: attempts of others on this account do not lock its owner out. */
async function isOwnPassword(
  { actor, email }: LiveSession,
  password: string,
  from: Origin,
  others: OtherPasswords,
): Promise<boolean> {
  const { organisationId } = actor;
  const login = await others.findLogin(organisationId, actor.id);
  const account = email ?? login;
  if (account === null) {
    return false;
  }
  try {
    const person = await checkCredentials(organisationId, { email: account, password }, from, {
      deviceOf: () => `session ${actor.sessionId}`,
      others: {
        ...others,
        // The directory knows them by what they came in with, which need not be their address.
        check: (_, given, address) =>
          others.check(organisationId, { ...given, login: login ?? account }, address),
      },
    });
    return person.id === actor.id;
  } catch (error) {
    if (isAppError(error) && error.code === "invalid_credentials") {
      return false;
    }
    throw error;
  }
}
