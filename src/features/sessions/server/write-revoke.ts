import { transaction } from "@/server/database";
import { AppError } from "@/shared/errors";
import type { Actor } from "@/shared/roles";
import { writeAudit } from "@/features/organisations/server/write-audit";
import { endSessions } from "./write";

/** Ends one of the caller's own sessions, or all but the one that asks. Throws `not_found` for one that is not theirs or over. */
export async function revokeMySessions(actor: Actor, sessionId: string | null): Promise<void> {
  const { organisationId, id: personId } = actor;
  await transaction(async (tx) => {
    if (sessionId === null) {
      await endSessions(tx, {
        organisationId,
        personId,
        exceptSessionId: actor.sessionId,
        reason: "revoked",
        actorId: personId,
      });
      return;
    }
    const { rows } = await tx.query(
      "SELECT 1 FROM sessions WHERE id::text = $1 AND person_id = $2 AND ended_at IS NULL",
      [sessionId, personId],
    );
    if (rows.length === 0) {
      throw noSuchSession();
    }
    await endSessions(tx, { organisationId, personId, sessionId, reason: "revoked", actorId: personId });
  });
}

/** Ends any session of the organisation, for its admins. Throws `not_found`. */
export async function revokeSession(actor: Actor, sessionId: string, address: string): Promise<void> {
  const { organisationId } = actor;
  await transaction(async (tx) => {
    const { rows } = await tx.query<{ person_id: string }>(
      "SELECT person_id FROM sessions WHERE id::text = $1 AND organisation_id = $2 AND ended_at IS NULL",
      [sessionId, organisationId],
    );
    const personId = rows[0]?.person_id;
    if (!personId) {
      throw noSuchSession();
    }
    await endSessions(tx, { organisationId, personId, sessionId, reason: "revoked", actorId: actor.id });
    await writeAudit(tx, {
      organisationId,
      actorId: actor.id,
      action: "session.revoked",
      subjectType: "session",
      subjectId: sessionId,
      data: { personId },
      address,
    });
  });
}

function noSuchSession(): AppError {
  return new AppError("not_found", "There is no such session, or it is over already.");
}
