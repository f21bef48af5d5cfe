import type { AttachmentDto } from "@/features/attachments/schema";
import { presentPerson, type PersonRow } from "@/features/users/server/present";
import { splitType } from "@/server/storage/sniff";
import type { Audience } from "@/shared/events";

/** A file as read from the database (without its storage key). */
export interface AttachmentRow {
  id: string;
  ticket_id: string;
  comment_id: string | null;
  name: string;
  content_type: string;
  /** Bytes, as PostgreSQL's bigint comes. */
  size: string;
  internal: boolean;
  uploader: PersonRow;
  created_at: Date;
  deleted_at: Date | null;
  has_thumbnail: boolean;
}

/** A file as one audience sees it; of a deleted one not even its name, whatever the row still holds. */
export function presentAttachment(row: AttachmentRow, audience: Audience): AttachmentDto {
  const { type, charset } = splitType(row.content_type);
  return {
    id: row.id,
    ticketId: row.ticket_id,
    commentId: row.comment_id,
    name: row.deleted_at === null ? row.name : "",
    contentType: type,
    ...(charset === null ? {} : { charset }),
    size: Number(row.size),
    internal: row.internal,
    uploader: presentPerson(row.uploader, audience),
    createdAt: row.created_at.toISOString(),
    deletedAt: row.deleted_at?.toISOString() ?? null,
    hasThumbnail: row.has_thumbnail && row.deleted_at === null,
  };
}
