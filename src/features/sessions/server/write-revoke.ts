import { say } from "@/messages/server/say";
import type { By } from "@/server/api/by";
import { prismaTransactionOnce } from "@/server/api/idempotency";
import type { Transaction } from "@/server/database/database";
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
      await auditRevoked(sql, actor, { by, data: { personId, all: true } });
      return null;
    }
    const own = isUuid(sessionId)
      ? await prisma.session.findUnique({ where: { id: sessionId, personId, endedAt: null } })
      : null;
    if (!own) {
      throw noSuchSession();
    }
    await endSessions(sql, { ...which, sessionId });
    await auditRevoked(sql, actor, { by, sessionId, data: { personId } });
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
    await auditRevoked(sql, actor, { by, sessionId, data: { personId } });
    return null;
  });
}

async function auditRevoked(
  tx: Transaction,
  actor: Actor,
  { by, sessionId, data }: { by: By; sessionId?: string; data: Record<string, unknown> },
): Promise<void> {
  await audit(tx, actor, {
    action: "session.revoked",
    subjectType: "session",
    ...(sessionId === undefined ? {} : { subjectId: sessionId }),
    data,
    address: by.address,
  });
}

function noSuchSession(): AppError {
  return new AppError("not_found", say("refusals.sessions.unknown"));
}
