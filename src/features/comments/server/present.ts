import type { AttachmentDto } from "@/features/attachments/schema";
import type { CommentDto } from "@/features/comments/schema";
import { presentPerson, type PersonRow } from "@/features/users/server/present";
import type { Audience } from "@/shared/events";

/** A comment as read from the database. */
export interface CommentRow {
  id: string;
  ticket_id: string;
  author: PersonRow;
  body: string;
  internal: boolean;
  created_at: Date;
  edited_at: Date | null;
  deleted_at: Date | null;
}

/** A comment as one audience sees it; a deleted one without its body and files, whatever the row still holds. */
export function presentComment(
  row: CommentRow,
  attachments: AttachmentDto[],
  audience: Audience,
): CommentDto {
  const isDeleted = row.deleted_at !== null;
  return {
    id: row.id,
    ticketId: row.ticket_id,
    author: presentPerson(row.author, audience),
    body: isDeleted ? "" : row.body,
    internal: row.internal,
    createdAt: row.created_at.toISOString(),
    editedAt: row.edited_at?.toISOString() ?? null,
    deletedAt: row.deleted_at?.toISOString() ?? null,
    attachments: isDeleted ? [] : attachments,
  };
}
