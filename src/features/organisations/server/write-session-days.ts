import type { Transaction } from "@/server/database/database";
import { emit } from "@/server/event-log/emit";
import { endOf } from "@/server/sign-in/session-lifetime";

/**
 * Applies an organisation's new maximum age of sessions, and how long they live without being used: those that are older, or
 * were not used for so long, end (`session:ended`, reason "expired"), and no other will live longer. When the maximum
 * was raised, sessions live on with use.
 */
export async function applySessionDays(
  tx: Transaction,
  { organisationId, actorId }: { organisationId: string; actorId: string },
): Promise<void> {
  const { rows } = await tx.query<{ id: string; person_id: string }>(
    `UPDATE sessions s SET ended_at = now(), end_reason = 'expired'
     WHERE s.organisation_id = $1 AND s.kind NOT IN ('guest', 'personal') AND s.ended_at IS NULL AND s.expires_at > now() AND ${endOf("s")} <= now()
     RETURNING s.id, s.person_id`,
    [organisationId],
  );
  for (const { id, person_id: personId } of rows) {
    await emit(tx, {
      type: "session:ended",
      organisationId,
      actorId,
      subjectId: id,
      data: { personId, sessionId: id, exceptSessionId: null, reason: "expired" },
    });
  }
  await tx.query(
    `UPDATE sessions s SET expires_at = ${endOf("s")}
     WHERE s.organisation_id = $1 AND s.kind NOT IN ('guest', 'personal') AND s.ended_at IS NULL AND s.expires_at > ${endOf("s")}`,
    [organisationId],
  );
}
