import { personJson } from "@/features/users/server/present";
import { z } from "zod";
import type { AttachmentDto, ListAttachmentsQuery } from "@/features/attachments/schema";
import { foundTicket, type TicketToRead } from "@/features/tickets/server/read";
import type { Page } from "@/features/tickets/schema";
import { pool, type Sql } from "@/server/database/database";
import { badCursor, decodeCursorWithId, toPage } from "@/server/api/paging";
import type { Actor } from "@/shared/roles";
import { presentAttachment, type AttachmentRow } from "./present";

const ATTACHMENT_SELECT = `f.id, f.ticket_id, f.comment_id, f.name, f.content_type, f.size, f.internal, f.created_at, f.deleted_at,
  f.thumbnail_key IS NOT NULL OR EXISTS (SELECT 1 FROM pending_thumbnails t WHERE t.attachment_id = f.id) AS has_thumbnail, ${personJson("u")} AS uploader FROM attachments f JOIN people u ON u.id = f.uploader_id`;

/** Reads files by their ids, deleted ones too. Checks no permission: callers present by audience. */
export async function readAttachmentRows(
  ids: readonly string[],
  sql: Sql = pool(),
): Promise<AttachmentRow[]> {
  if (ids.length === 0) {
    return [];
  }
  const { rows } = await sql.query<AttachmentRow>(
    `SELECT ${ATTACHMENT_SELECT} WHERE f.id = ANY($1::uuid[])`,
    [ids],
  );
  return rows;
}

/** Reads the files that are there of these comments, in the order they came. */
export async function readAttachmentsOfComments(
  commentIds: readonly string[],
  sql: Sql = pool(),
): Promise<AttachmentRow[]> {
  if (commentIds.length === 0) {
    return [];
  }
  const { rows } = await sql.query<AttachmentRow>(
    `SELECT ${ATTACHMENT_SELECT} WHERE f.comment_id = ANY($1::uuid[]) AND f.deleted_at IS NULL ORDER BY f.created_at, f.id`,
    [commentIds],
  );
  return rows;
}

/**
 * GET /api/tickets/{ticket}/attachments: the files of the ticket that the actor may see, oldest first, or with `order:
 * "newest"` the latest first; all of them without a `limit`. `loose`: only those that belong to no comment.
 */
export async function listAttachments(
  actor: Actor,
  ticket: TicketToRead,
  query: Partial<ListAttachmentsQuery> = {},
): Promise<Page<AttachmentDto>> {
  const seen = await foundTicket(actor, ticket);
  const [at, id] = decodeCursorWithId(query.cursor, 2) ?? [null, null];
  if (at !== null && !z.iso.datetime().safeParse(at).success) {
    throw badCursor();
  }
  const [beyond, direction] = query.order === "newest" ? ["<", "DESC"] : [">", "ASC"];
  const part = (select: string, where: string): string => `SELECT ${select} WHERE ${where}
       AND f.deleted_at IS NULL AND (NOT f.internal OR $2) AND (NOT $3 OR f.comment_id IS NULL)
       AND ($4::timestamptz IS NULL OR (f.created_at, f.id) ${beyond} ($4::timestamptz, $5::uuid))
     ORDER BY f.created_at ${direction}, f.id ${direction} LIMIT $6`;
  const own = part(ATTACHMENT_SELECT, "f.ticket_id = $1");
  const { rows } = await pool().query<AttachmentRow>(
    !seen.hasFamily
      ? own
      : `SELECT * FROM ((${own}) UNION ALL (${part(`${ATTACHMENT_SELECT} JOIN shared_items s ON s.item_id = f.id`, "s.ticket_id = $1 AND (s.is_public OR $2)")})) f
     ORDER BY f.created_at ${direction}, f.id ${direction} LIMIT $6`,
    [
      seen.row.id,
      seen.audience === "staff",
      query.loose ?? false,
      at,
      id,
      query.limit === undefined ? null : query.limit + 1,
    ],
  );
  return toPage(
    rows,
    query.limit ?? rows.length,
    (row) => [row.created_at.toISOString(), row.id],
    (row) => presentAttachment(row, seen.audience),
  );
}
