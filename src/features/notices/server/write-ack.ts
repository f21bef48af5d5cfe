import { say } from "@/messages/server/say";
import type { Language } from "@/messages/locale";
import type { Acknowledged, NoticeAck, NoticesAck } from "@/features/notices/schema";
import { AppError } from "@/shared/errors";
import { isUuid } from "@/shared/ids";
import type { Actor } from "@/shared/roles";
import type { Transaction } from "@/server/database/database";
import { emit } from "@/server/event-log/emit";
import { sqlTransactionOnce, type RequestKey, type WithKey } from "@/server/api/idempotency";
import { countUnacknowledged, readNoticeFor } from "./read";

/** Acknowledges one notice for this admin, or takes that back; the same again changes nothing. Throws `not_found`. */
export async function setAcknowledged(
  actor: Actor,
  {
    noticeId,
    isAcknowledged,
    language,
    key = null,
  }: WithKey<{ noticeId: string; isAcknowledged: boolean; language: Language }>,
): Promise<NoticeAck> {
  if (!isUuid(noticeId)) {
    throw new AppError("not_found", say("refusals.notices.unknown"));
  }
  return await sqlTransactionOnce(key, async (tx) => {
    const before = await readNoticeFor(actor, { noticeId, language }, tx);
    if ((before.acknowledgedAt !== null) !== isAcknowledged) {
      const at = isAcknowledged ? new Date() : null;
      await (at
        ? insertAcks(tx, actor, at, "n.id = $4::uuid", [noticeId])
        : tx.query("DELETE FROM notice_acks WHERE notice_id = $1 AND person_id = $2", [noticeId, actor.id]));
      await emitAcknowledged(tx, actor, [noticeId], at);
    }
    return {
      ...(await readNoticeFor(actor, { noticeId, language }, tx)),
      unread: await countUnacknowledged(actor, tx),
    };
  });
}

/** Acknowledges several notices for this admin, or all; foreign ids are skipped. */
export async function acknowledgeNotices(
  actor: Actor,
  which: NoticesAck,
  key: RequestKey | null = null,
): Promise<Acknowledged> {
  return await sqlTransactionOnce(key, async (tx) => {
    const at = new Date();
    const ids =
      "ids" in which
        ? await insertAcks(tx, actor, at, "n.id = ANY($4::uuid[])", [which.ids])
        : await insertAcks(tx, actor, at, "true", []);
    if (ids.length > 0) {
      await emitAcknowledged(tx, actor, "ids" in which ? ids : null, at);
    }
    const unread = await countUnacknowledged(actor, tx);
    return { acknowledgedAt: at.toISOString(), acknowledged: ids.length, unread };
  });
}

/** Takes back all that this admin acknowledged in one request, by the time in its answer. */
export async function unacknowledge(
  actor: Actor,
  acknowledgedAt: string,
  key: RequestKey | null = null,
): Promise<{ unread: number }> {
  return await sqlTransactionOnce(key, async (tx) => {
    const { rowCount } = await tx.query("DELETE FROM notice_acks WHERE person_id = $1 AND at = $2", [
      actor.id,
      new Date(acknowledgedAt),
    ]);
    if (rowCount) {
      await emitAcknowledged(tx, actor, null, null);
    }
    return { unread: await countUnacknowledged(actor, tx) };
  });
}

/** A second acknowledgement keeps the first time. Returns the notices that were not acknowledged before. */
async function insertAcks(
  tx: Transaction,
  actor: Actor,
  at: Date,
  which: string,
  values: unknown[],
): Promise<string[]> {
  const { rows } = await tx.query<{ notice_id: string }>(
    `INSERT INTO notice_acks (notice_id, person_id, at) SELECT n.id, $1, $2 FROM notices n WHERE n.organisation_id = $3 AND ${which}
     ON CONFLICT DO NOTHING RETURNING notice_id`,
    [actor.id, at, actor.organisationId, ...values],
  );
  return rows.map((row) => row.notice_id);
}

async function emitAcknowledged(
  tx: Transaction,
  actor: Actor,
  noticeIds: string[] | null,
  acknowledgedAt: Date | null,
): Promise<void> {
  await emit(tx, {
    type: "notice:acknowledged",
    organisationId: actor.organisationId,
    actorId: actor.id,
    data: { personId: actor.id, noticeIds, acknowledgedAt: acknowledgedAt?.toISOString() ?? null },
  });
}
