import { v7 } from "uuid";
import { say } from "@/messages/server/say";
import { canAttach } from "@/features/attachments/policy";
import type { AttachmentDto, UploadFields } from "@/features/attachments/schema";
import { canChangeOwn, isStaffAnswer } from "@/features/tickets/policy";
import { findTicket, type SeenTicket } from "@/features/tickets/server/read";
import { checkNotClosed } from "@/features/tickets/server/write-checks";
import { recordTicketChange } from "@/features/ticket-record/server/write";
import { shareNew } from "@/features/ticket-record/server/write-shared";
import { indexText } from "@/features/tickets/server/search/write";
import type { Sql, Transaction } from "@/server/database/database";
import type { UploadedFile } from "@/server/storage/upload";
import { AppError, refusedField } from "@/shared/errors";
import type { Actor } from "@/shared/roles";
import { presentAttachment } from "./present";
import { readAttachmentRows } from "./read";
import { refuseOverQuota } from "./write-quota";

/** A stored file that is ready to become an attachment. */
export interface NewFile extends UploadedFile {
  contentType: string;
  /** Whether it needs a thumbnail. */
  isPicture: boolean;
}

/**
 * Writes stored files as attachments of a ticket, in the caller's transaction, whose outcome decides whether
 * the bytes stay: rows, counts, search words, and for each file one event with its own version.
 */
export async function insertFiles(
  tx: Transaction,
  actor: Actor,
  { ticketId: asked, files, ...fields }: UploadFields & { ticketId: string; files: readonly NewFile[] },
): Promise<AttachmentDto[]> {
  const seen = await findTicket(actor, asked, { sql: tx, lock: true });
  const ticketId = seen.row.id;
  const comment =
    fields.commentId === undefined ? null : await findOwnComment(tx, actor, seen, fields.commentId);
  const internal = (fields.internal ?? false) || (comment?.internal ?? false);
  if (!canAttach(actor, seen.facts, internal)) {
    throw new AppError(
      "forbidden",
      internal ? say("refusals.attachments.internal") : say("refusals.attachments.readOnly"),
    );
  }
  if (!internal && comment === null) {
    // Files without a text count as an answer as well.
    await checkNotClosed(tx, actor, seen);
  }
  const at = new Date();
  const ids: string[] = [];
  for (const file of files) {
    const id = v7();
    ids.push(id);
    await tx.query(
      `INSERT INTO attachments (id, organisation_id, ticket_id, comment_id, uploader_id, name, content_type, size, sha256, internal,
         storage_key, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        id,
        actor.organisationId,
        ticketId,
        comment?.id ?? null,
        actor.id,
        file.name,
        file.contentType,
        file.size,
        file.sha256,
        internal,
        file.key,
        at,
      ],
    );
    if (file.isPicture) {
      await tx.query("INSERT INTO pending_thumbnails (attachment_id) VALUES ($1)", [id]);
    }
    await indexText(tx, {
      subjectId: id,
      kind: "file",
      organisationId: actor.organisationId,
      ticketId,
      internal,
      text: file.name,
    });
  }
  const by = { organisationId: actor.organisationId, actorId: actor.id, at };
  await recordTicketChange(tx, by, {
    ticketId,
    isPublic: !internal,
    attachments: { all: ids.length, public: internal ? 0 : ids.length },
    events: ids.map((id) => ({
      type: "attachment:added",
      subjectId: id,
      data: { attachmentId: id, internal },
    })),
  });
  if (seen.hasFamily) {
    const isAnswer = isStaffAnswer(actor, seen.facts, internal);
    await shareNew(tx, by, { homeId: ticketId, kind: "attachment", ids, isAnswer });
  }
  // Counted with these files; no others are added meanwhile, as this transaction holds the row's lock.
  await refuseOverQuota(actor, 0, tx);
  const added = await readAttachmentRows(ids, tx);
  return added
    .sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id))
    .map((row) => presentAttachment(row, seen.audience));
}

async function findOwnComment(
  sql: Sql,
  actor: Actor,
  seen: SeenTicket,
  commentId: string,
): Promise<{ id: string; internal: boolean }> {
  const { rows } = await sql.query<{ id: string; author_id: string; internal: boolean }>(
    "SELECT id, author_id, internal FROM comments WHERE id = $1 AND ticket_id = $2 AND deleted_at IS NULL",
    [commentId, seen.row.id],
  );
  const comment = rows[0];
  if (
    !comment ||
    !canChangeOwn(actor, seen.facts, { ownerId: comment.author_id, internal: comment.internal })
  ) {
    throw refusedField("commentId", say("refusals.attachments.ownComments"));
  }
  return comment;
}
