import type { Transaction } from "@/server/database/database";
import type { EventData } from "@/shared/events";
import { readDownwards, readUpwards } from "./read-family";
import { recordTicketChange, type ChangedBy } from "./write";

/** New comments or files of one ticket, in their order. */
interface NewItems {
  /** The ticket that they belong to; its row and its family's are locked. */
  homeId: string;
  kind: "comment" | "attachment";
  ids: readonly string[];
  /** What staff say publicly: requesters of tickets that were merged into this one get it, too. */
  isAnswer: boolean;
}

/** A ticket that shows an item of another. */
interface Shown {
  ticket_id: string;
  is_public: boolean;
}

/**
 * Shows new items where they are read, too: to the staff of the tickets that their own one was merged into, and, where they are
 * staff's answer, to everybody of those that were merged into it. Each of these tickets counts and announces them itself.
 */
export async function shareNew(tx: Transaction, by: ChangedBy, items: NewItems): Promise<void> {
  const { homeId, kind, ids, isAnswer } = items;
  const [, ...upwards] = await readUpwards(tx, homeId);
  const downwards = isAnswer ? (await readDownwards(tx, homeId)).filter((id) => id !== homeId) : [];
  const shown: Shown[] = [
    ...upwards.map((id) => ({ ticket_id: id, is_public: false })),
    ...downwards.map((id) => ({ ticket_id: id, is_public: true })),
  ];
  for (const { ticket_id: ticketId, is_public: isPublic } of shown) {
    await tx.query(
      `INSERT INTO shared_items (ticket_id, item_id, home_id, is_comment, is_public)
       SELECT $1, unnest($2::uuid[]), $3, $4, $5`,
      [ticketId, ids, homeId, kind === "comment", isPublic],
    );
    const more = { all: ids.length, public: isPublic ? ids.length : 0 };
    await recordTicketChange(tx, by, {
      ticketId,
      isPublic,
      ...(kind === "comment" ? { comments: more } : { attachments: more }),
      events: ids.map((id) =>
        kind === "comment"
          ? { type: "comment:added", subjectId: id, data: { commentId: id, internal: !isPublic } }
          : { type: "attachment:added", subjectId: id, data: { attachmentId: id, internal: !isPublic } },
      ),
    });
  }
  if (isAnswer && kind === "comment" && downwards.length > 0) {
    await tx.query(
      "UPDATE tickets SET first_response_at = $2 WHERE id = ANY($1::uuid[]) AND first_response_at IS NULL",
      [downwards, by.at],
    );
  }
}

/** A changed text, announced where it is shown beside its own ticket. */
export async function announceChanged(
  tx: Transaction,
  by: ChangedBy,
  commentId: string,
  mentioned: EventData<"comment:updated">["mentioned"],
): Promise<void> {
  for (const { ticket_id: ticketId, is_public: isPublic } of await readShown(tx, commentId)) {
    const data = { commentId, internal: !isPublic, ...(mentioned ? { mentioned } : {}) };
    await recordTicketChange(tx, by, {
      ticketId,
      isPublic,
      events: [{ type: "comment:updated", subjectId: commentId, data }],
    });
  }
}

/** A comment that was deleted with these files, or one file alone, announced where it is shown beside its own ticket. */
export async function announceDeleted(
  tx: Transaction,
  by: ChangedBy,
  gone: { commentId: string; fileIds: readonly string[] } | { attachmentId: string },
): Promise<void> {
  const id = "commentId" in gone ? gone.commentId : gone.attachmentId;
  for (const { ticket_id: ticketId, is_public: isPublic } of await readShown(tx, id)) {
    const less = (count: number) => ({ all: -count, public: isPublic ? -count : 0 });
    const internal = !isPublic;
    await recordTicketChange(
      tx,
      by,
      "commentId" in gone
        ? {
            ticketId,
            isPublic,
            comments: less(1),
            attachments: less(await countShown(tx, ticketId, gone.fileIds)),
            events: [{ type: "comment:deleted", subjectId: id, data: { commentId: id, internal } }],
          }
        : {
            ticketId,
            isPublic,
            attachments: less(1),
            events: [{ type: "attachment:deleted", subjectId: id, data: { attachmentId: id, internal } }],
          },
    );
  }
}

async function readShown(tx: Transaction, subjectId: string): Promise<Shown[]> {
  const { rows } = await tx.query<Shown>(
    "SELECT ticket_id, is_public FROM shared_items WHERE item_id = $1 ORDER BY ticket_id",
    [subjectId],
  );
  return rows;
}

async function countShown(tx: Transaction, ticketId: string, ids: readonly string[]): Promise<number> {
  const { rows } = await tx.query<{ count: number }>(
    "SELECT count(*)::int AS count FROM shared_items WHERE ticket_id = $1 AND item_id = ANY($2::uuid[])",
    [ticketId, ids],
  );
  return rows[0]?.count ?? 0;
}
