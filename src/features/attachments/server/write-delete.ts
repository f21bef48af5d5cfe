import { canDeleteAttachment } from "@/features/attachments/policy";
import { unindexText } from "@/features/tickets/server/write-search";
import { pool, type Transaction } from "@/server/database/database";
import { emit } from "@/server/event-log/emit";
import { findAnswer, transactionOnce, type RequestKey } from "@/server/api/idempotency";
import { discardFiles } from "@/server/storage/upload";
import { inTurn } from "@/server/concurrency/turns";
import { AppError } from "@/shared/errors";
import type { Actor } from "@/shared/roles";
import { findFile, type FileRow } from "./read-file";

/** DELETE /api/attachments/{id}: one's own, or anybody's for an admin. The bytes go once the deletion is committed. */
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
  await inTurn(file.ticket_id, () =>
    transactionOnce<null>(
      key,
      async () => undefined,
      async (tx) => {
        await removeRow(tx, actor, id);
        isDeleted = true;
        return { body: null, ticketId: null };
      },
    ),
  );
  if (isDeleted) {
    await discardFiles([file.storage_key, ...(file.thumbnail_key === null ? [] : [file.thumbnail_key])]);
  }
  return null;
}

async function removeRow(tx: Transaction, actor: Actor, id: string): Promise<void> {
  const { file, seen } = await findDeletable(actor, id, tx);
  await tx.query("UPDATE attachments SET deleted_at = now() WHERE id = $1", [id]);
  await unindexText(tx, id);
  const { rows } = await tx.query<{ version: number; public_version: number }>(
    `UPDATE tickets SET version = version + 1, attachment_count = attachment_count - 1, updated_at = now(),
       public_version = public_version + $2::int, public_attachment_count = public_attachment_count - $2::int,
       public_updated_at = CASE WHEN $2::int = 1 THEN now() ELSE public_updated_at END
     WHERE id = $1 RETURNING version, public_version`,
    [seen.row.id, file.internal ? 0 : 1],
  );
  await emit(tx, {
    type: "attachment:deleted",
    organisationId: actor.organisationId,
    actorId: actor.id,
    audience: file.internal ? "staff" : "public",
    ticketId: seen.row.id,
    version: rows[0]?.version,
    publicVersion: file.internal ? null : rows[0]?.public_version,
    subjectId: id,
    data: { attachmentId: id, internal: file.internal },
  });
}

async function findDeletable(
  actor: Actor,
  id: string,
  tx: Transaction | null = null,
): Promise<{ file: FileRow; seen: Awaited<ReturnType<typeof findFile>>["seen"] }> {
  const found = await findFile(actor, id, tx ?? pool(), tx !== null);
  if (
    !canDeleteAttachment(actor, found.seen.facts, {
      uploaderId: found.file.uploader_id,
      internal: found.file.internal,
    })
  ) {
    throw new AppError("forbidden", "You can delete your own files only.");
  }
  return found;
}
