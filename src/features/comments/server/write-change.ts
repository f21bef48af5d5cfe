import { say } from "@/messages/server/say";
import type { CommentDto, UpdateCommentInput } from "@/features/comments/schema";
import { canChangeOwn } from "@/features/tickets/policy";
import { readAddedMentions } from "@/features/notifications/server/read-added-mentions";
import { findTicketOrNull, type SeenTicket } from "@/features/tickets/server/read";
import { recordTicketChange } from "@/features/ticket-record/server/write";
import { announceChanged, announceDeleted } from "@/features/ticket-record/server/write-shared";
import { indexText, unindexText } from "@/features/tickets/server/search/write";
import { pool, type Sql, type Transaction } from "@/server/database/database";
import {
  findAnswer,
  sqlTransactionOnce,
  transactionOnce,
  type RequestKey,
  type WithKey,
} from "@/server/api/idempotency";
import { runExclusive } from "@/server/concurrency/keyed-mutex";
import { AppError } from "@/shared/errors";
import type { Actor } from "@/shared/roles";
import type { CommentRow } from "./present";
import { presentComments, readCommentRows } from "./read";
import { isUuid } from "@/shared/ids";

/** PATCH /api/comments/{id}: the caller's own, or any for an admin. The earlier text is not stored. */
export async function updateComment(
  actor: Actor,
  { commentId, key = null, ...input }: WithKey<UpdateCommentInput & { commentId: string }>,
): Promise<CommentDto> {
  const { comment } = await findComment(actor, commentId, pool());
  return runExclusive(comment.ticket_id, () =>
    transactionOnce(
      key,
      () => findComment(actor, commentId, pool()),
      async (tx) => {
        const { seen, comment: current } = await findComment(actor, commentId, tx, true);
        if (current.body !== input.body) {
          await tx.query("UPDATE comments SET body = $2, edited_at = now() WHERE id = $1", [
            commentId,
            input.body,
          ]);
          await indexText(tx, {
            subjectId: commentId,
            kind: "comment",
            organisationId: actor.organisationId,
            ticketId: current.ticket_id,
            internal: current.internal,
            text: input.body,
          });
          const mentioned = await readAddedMentions(tx, actor.organisationId, {
            before: current.body,
            after: input.body,
          });
          await announce(tx, actor, current, { type: "comment:updated", mentioned });
        }
        const [body] = await presentComments(await readCommentRows([commentId], tx), seen.audience, tx);
        if (!body) {
          throw new AppError("not_found");
        }
        return { body, ticketId: seen.row.id };
      },
    ),
  );
}

/** DELETE /api/comments/{id}: its text is gone for good, also from replays; its files are deleted too. */
export async function deleteComment(
  actor: Actor,
  commentId: string,
  key: RequestKey | null = null,
): Promise<null> {
  if (key && (await findAnswer<null>(key))) {
    return null;
  }
  const { comment } = await findComment(actor, commentId, pool());
  return runExclusive(comment.ticket_id, () =>
    sqlTransactionOnce(key, async (tx) => {
      const { comment: current } = await findComment(actor, commentId, tx, true);
      await tx.query("UPDATE comments SET body = '', deleted_at = now() WHERE id = $1", [commentId]);
      await unindexText(tx, commentId);
      const files = await deleteFiles(tx, commentId);
      await announce(tx, actor, current, { type: "comment:deleted", files });
      return null;
    }),
  );
}

async function findComment(
  actor: Actor,
  commentId: string,
  sql: Sql,
  lock = false,
): Promise<{ seen: SeenTicket; comment: CommentRow }> {
  const [found] = isUuid(commentId) ? await readCommentRows([commentId], sql) : [];
  const seen =
    found && found.deleted_at === null ? await findTicketOrNull(actor, found.ticket_id, { sql, lock }) : null;
  // Read again under the lock: it may have been changed or deleted while we waited.
  const [comment] = lock && seen ? await readCommentRows([commentId], sql) : [found];
  if (!seen || !comment || comment.deleted_at !== null || (comment.internal && seen.audience !== "staff")) {
    throw new AppError("not_found", say("refusals.comments.unknown"));
  }
  if (!canChangeOwn(actor, seen.facts, { ownerId: comment.author.id, internal: comment.internal })) {
    throw new AppError("forbidden", say("refusals.comments.ownOnly"));
  }
  return { seen, comment };
}

interface DeletedFiles {
  ids: string[];
  all: number;
  public: number;
}

/** Marks a deleted comment's files as deleted; returns how many there were, and how many of them the public saw. */
async function deleteFiles(tx: Transaction, commentId: string): Promise<DeletedFiles> {
  const { rows } = await tx.query<{ id: string; internal: boolean }>(
    "UPDATE attachments SET deleted_at = now() WHERE comment_id = $1 AND deleted_at IS NULL RETURNING id, internal",
    [commentId],
  );
  for (const file of rows) {
    await unindexText(tx, file.id);
  }
  return {
    ids: rows.map(({ id }) => id),
    all: rows.length,
    public: rows.filter((file) => !file.internal).length,
  };
}

async function announce(
  tx: Transaction,
  actor: Actor,
  comment: CommentRow,
  change: { type: "comment:updated"; mentioned: string[] } | { type: "comment:deleted"; files: DeletedFiles },
): Promise<void> {
  const data = { commentId: comment.id, internal: comment.internal };
  const by = { organisationId: actor.organisationId, actorId: actor.id, at: new Date() };
  const about = { ticketId: comment.ticket_id, isPublic: !comment.internal };
  if (change.type === "comment:updated") {
    const { type } = change;
    const mentioned = change.mentioned.length > 0 ? change.mentioned : undefined;
    const event = { type, subjectId: comment.id, data: mentioned ? { ...data, mentioned } : data };
    await recordTicketChange(tx, by, { ...about, events: [event] });
    await announceChanged(tx, by, comment.id, mentioned);
    return;
  }
  const { files } = change;
  await recordTicketChange(tx, by, {
    ...about,
    comments: { all: -1, public: comment.internal ? 0 : -1 },
    attachments: { all: -files.all, public: -files.public },
    events: [{ type: change.type, subjectId: comment.id, data }],
  });
  await announceDeleted(tx, by, { commentId: comment.id, fileIds: files.ids });
}
