import { say } from "@/messages/server/say";
import type { By } from "@/server/api/by";
import { prismaTransactionOnce } from "@/server/api/idempotency";
import { AppError } from "@/shared/errors";
import { isUuid } from "@/shared/ids";
import type { Actor } from "@/shared/roles";
import { audit } from "@/server/audit/audit";
import { endSessions } from "./write";

/** Ends one of the caller's own sessions, or all but the present one. Throws `not_found` for one that is not theirs or over. */
export async function revokeMySessions(actor: Actor, sessionId: string | null, by: By): Promise<void> {
  const { organisationId, id: personId } = actor;
  await prismaTransactionOnce(by.key, async ({ prisma, sql }) => {
    const which = { organisationId, personId, reason: "revoked", actorId: personId } as const;
    if (sessionId === null) {
      await endSessions(sql, { ...which, exceptSessionId: actor.sessionId });
      return null;
    }
    const own = isUuid(sessionId)
      ? await prisma.session.findUnique({ where: { id: sessionId, personId, endedAt: null } })
      : null;
    if (!own) {
      throw noSuchSession();
    }
    await endSessions(sql, { ...which, sessionId });
    return null;
  });
}

/** Ends any session of the organisation, for its admins. Throws `not_found`. */
export async function revokeSession(actor: Actor, sessionId: string, by: By): Promise<void> {
  const { organisationId } = actor;
  await prismaTransactionOnce(by.key, async ({ prisma, sql }) => {
    const session = isUuid(sessionId)
      ? await prisma.session.findUnique({ where: { id: sessionId, organisationId, endedAt: null } })
      : null;
    if (!session) {
      throw noSuchSession();
    }
    const { personId } = session;
    await endSessions(sql, { organisationId, personId, sessionId, reason: "revoked", actorId: actor.id });
    await audit(sql, actor, {
      action: "session.revoked",
      subjectType: "session",
      subjectId: sessionId,
      data: { personId },
      address: by.address,
    });
    return null;
  });
}

function noSuchSession(): AppError {
  return new AppError("not_found", say("refusals.sessions.unknown"));
}
