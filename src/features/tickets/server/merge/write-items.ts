import type { Transaction } from "@/server/database/database";

/** How many comments and files a ticket's conversation got, or lost. */
export interface ItemCounts {
  ticketId: string;
  comments: number;
  files: number;
  /** Whether its requester and watchers saw them there. */
  isPublic: boolean;
}

interface Row {
  ticket_id: string;
  comments: number;
  files: number;
  is_public: boolean;
}

/** Shows all that a ticket's staff see in it to the staff of another one. */
export async function bringAlong(
  tx: Transaction,
  { mergeId, fromId, intoId }: { mergeId: string; fromId: string; intoId: string },
): Promise<ItemCounts> {
  const rows = await counted(
    tx,
    `INSERT INTO shared_items (ticket_id, item_id, home_id, is_comment, is_public, merge_id)
     SELECT $2, i.id, i.home_id, i.is_comment, false, $3 FROM (
       SELECT id, ticket_id AS home_id, true AS is_comment FROM comments WHERE ticket_id = $1 AND deleted_at IS NULL
       UNION ALL SELECT id, ticket_id, false FROM attachments WHERE ticket_id = $1 AND deleted_at IS NULL
       UNION ALL SELECT item_id, home_id, is_comment FROM shared_items WHERE ticket_id = $1 AND home_id <> $2) i
     ON CONFLICT DO NOTHING`,
    [fromId, intoId, mergeId],
  );
  return rows[0] ?? { ticketId: intoId, comments: 0, files: 0, isPublic: false };
}

/** Takes back what a merge brought along: from its target, and from what that was merged into since. */
export async function takeBack(
  tx: Transaction,
  { mergeId, intoId, upwards }: { mergeId: string; intoId: string; upwards: readonly string[] },
): Promise<ItemCounts[]> {
  return await counted(
    tx,
    `DELETE FROM shared_items WHERE ticket_id = ANY($1::uuid[])
       AND item_id IN (SELECT item_id FROM shared_items WHERE ticket_id = $2 AND merge_id = $3)`,
    [upwards, intoId, mergeId],
  );
}

/** Takes staff's answers out of these tickets again that were given in others: they stay there. */
export async function takeAnswersOut(tx: Transaction, ticketIds: readonly string[]): Promise<ItemCounts[]> {
  return await counted(
    tx,
    "DELETE FROM shared_items WHERE ticket_id = ANY($1::uuid[]) AND is_public AND home_id <> ALL($1::uuid[])",
    [ticketIds],
  );
}

/** Runs a statement over `shared_items`, and counts what it was about by ticket: of what was deleted since, nothing is counted. */
async function counted(tx: Transaction, statement: string, values: unknown[]): Promise<ItemCounts[]> {
  const { rows } = await tx.query<Row>(
    `WITH touched AS (${statement} RETURNING ticket_id, item_id, is_public)
     SELECT i.ticket_id, count(c.id)::int AS comments, count(f.id)::int AS files, bool_or(i.is_public) AS is_public
     FROM touched i LEFT JOIN comments c ON c.id = i.item_id AND c.deleted_at IS NULL
       LEFT JOIN attachments f ON f.id = i.item_id AND f.deleted_at IS NULL
     GROUP BY i.ticket_id ORDER BY i.ticket_id`,
    values,
  );
  return rows.map((row) => ({
    ticketId: row.ticket_id,
    comments: row.comments,
    files: row.files,
    isPublic: row.is_public,
  }));
}
