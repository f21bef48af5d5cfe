import { say } from "@/messages/server/say";
import type { LiveSession } from "@/server/api/actor";
import type { By } from "@/server/api/by";
import type { Sql } from "@/server/database/database";
import { findAnswer, prismaTransactionOnce } from "@/server/api/idempotency";
import { isAppError, refusedField } from "@/shared/errors";
import { audit } from "@/server/audit/audit";
import type { Origin } from "./write";
import { checkCredentials, type OtherPasswords } from "./write-sign-in";

/**
 * Checks the password of a session's person again: the session counts as recently proven from now on. Wrong
 * passwords count like failed sign-ins, and throw `invalid` (the session itself is fine), or `rate_limited`
 * when there are many.
 */
export async function reauthenticate(
  session: LiveSession,
  password: string,
  by: By & Origin,
  others: OtherPasswords,
): Promise<void> {
  if (by.key && (await findAnswer(by.key))) {
    return;
  }
  if (!(await isOwnPassword(session, password, by, others))) {
    throw refusedField("password", say("refusals.sessions.wrongPassword"));
  }
  const { sessionId } = session.actor;
  await prismaTransactionOnce(by.key, async ({ sql }) => {
    await markProven(sql, sessionId);
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
