import type { AttachmentDto } from "@/features/attachments/schema";
import { findTicket } from "@/features/tickets/server/read";
import { personJson } from "@/features/tickets/server/read-row";
import type { Page } from "@/features/tickets/schema";
import { pool, type Sql } from "@/server/database";
import type { Actor } from "@/shared/roles";
import { presentAttachment, type AttachmentRow } from "./present";

const ATTACHMENT_SELECT = `f.id, f.ticket_id, f.comment_id, f.name, f.content_type, f.size, f.internal, f.created_at, f.deleted_at,
  f.thumbnail_key IS NOT NULL AS has_thumbnail, ${personJson("u")} AS uploader FROM attachments f JOIN people u ON u.id = f.uploader_id`;

/** Reads files by their ids, deleted ones too. Asks for no permission: callers present by audience. */
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

/** GET /api/tickets/{ticket}/attachments: all files of the ticket that the actor may see, oldest first, as one page. */
export async function listAttachments(actor: Actor, ticket: string): Promise<Page<AttachmentDto>> {
  const seen = await findTicket(actor, ticket);
  const { rows } = await pool().query<AttachmentRow>(
    `SELECT ${ATTACHMENT_SELECT} WHERE f.ticket_id = $1 AND f.deleted_at IS NULL AND (NOT f.internal OR $2) ORDER BY f.created_at, f.id`,
    [seen.row.id, seen.audience === "staff"],
  );
  return { items: rows.map((row) => presentAttachment(row, seen.audience)), nextCursor: null };
}
