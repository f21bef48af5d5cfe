import { say } from "@/messages/server/say";
import { canDeleteAttachment } from "@/features/attachments/policy";
import { recordTicketChange } from "@/features/ticket-record/server/write";
import { announceDeleted } from "@/features/ticket-record/server/write-shared";
import { unindexText } from "@/features/tickets/server/search/write";
import { pool, type Transaction } from "@/server/database/database";
import { findAnswer, sqlTransactionOnce, type RequestKey } from "@/server/api/idempotency";
import { discardFiles } from "@/server/storage/upload";
import { runExclusive } from "@/server/concurrency/keyed-mutex";
import { AppError } from "@/shared/errors";
import type { Actor } from "@/shared/roles";
import { findFile, type FileRow } from "./read-file";

/** DELETE /api/attachments/{id}: the caller's own, or any file for an admin. The bytes are removed once the deletion is committed. */
export async function deleteAttachment(
  actor: Actor,
  id: string,
  key: RequestKey | null = null,
): Promise<null> {
  if (key && (await findAnswer<null>(key))) {
    return null;
  }
  const { file } = await findDeletable(actor, id);
  let isDeleted = false;
  await runExclusive(file.ticket_id, () =>
    sqlTransactionOnce(key, async (tx) => {
      await removeRow(tx, actor, id);
      isDeleted = true;
      return null;
    }),
  );
  if (isDeleted) {
    await discardFiles([file.storage_key, ...(file.thumbnail_key === null ? [] : [file.thumbnail_key])]);
  }
  return null;
}

async function removeRow(tx: Transaction, actor: Actor, id: string): Promise<void> {
  const { file } = await findDeletable(actor, id, tx);
  const by = { organisationId: actor.organisationId, actorId: actor.id, at: new Date() };
  await tx.query("UPDATE attachments SET deleted_at = now() WHERE id = $1", [id]);
  await unindexText(tx, id);
  await recordTicketChange(tx, by, {
    ticketId: file.ticket_id,
    isPublic: !file.internal,
    attachments: { all: -1, public: file.internal ? 0 : -1 },
    events: [
      { type: "attachment:deleted", subjectId: id, data: { attachmentId: id, internal: file.internal } },
    ],
  });
  await announceDeleted(tx, by, { attachmentId: id });
}

async function findDeletable(
  actor: Actor,
  id: string,
  tx: Transaction | null = null,
): Promise<{ file: FileRow; seen: Awaited<ReturnType<typeof findFile>>["seen"] }> {
  const found = await findFile(actor, id, { sql: tx ?? pool(), lock: tx !== null });
  if (
    !canDeleteAttachment(actor, found.seen.facts, {
      uploaderId: found.file.uploader_id,
      internal: found.file.internal,
    })
  ) {
    throw new AppError("forbidden", say("refusals.attachments.ownOnly"));
  }
  return found;
}
