import { z } from "zod";
import { said } from "@/messages/server/keys";
import { asFields, orderField, pageFields } from "@/shared/paging";
import { attachmentSchema } from "@/shared/protocol/shapes";

export { attachmentSchema } from "@/shared/protocol/shapes";

/** A file of a ticket. */
export type AttachmentDto = z.infer<typeof attachmentSchema>;

const isYes = z.stringbool({ error: said("fields.isOrNot") });

/** The text fields of POST /api/tickets/{ticket}/attachments, beside the files; they may stand before or after them. */
export const uploadFieldsSchema = z
  .object({
    /** A comment of the caller's on that ticket, to which the files then belong. */
    commentId: z.uuid(said("fields.commentId")).optional(),
    /** Visible to staff alone; files of an internal note always are. */
    internal: isYes.optional(),
  })
  .meta({ id: "UploadFields" });

/** The text fields of an upload. */
export type UploadFields = z.infer<typeof uploadFieldsSchema>;

/** The query of GET /api/tickets/{ticket}/attachments. */
export const listAttachmentsSchema = z
  .object({
    ...asFields,
    limit: pageFields.limit.unwrap().optional(),
    cursor: pageFields.cursor,
    order: orderField,
    /** Only files that belong to no comment. */
    loose: isYes.optional(),
  })
  .meta({ id: "ListAttachments" });

/** Which files of a ticket are asked for. */
export type ListAttachmentsQuery = z.infer<typeof listAttachmentsSchema>;

/** The query of GET /api/attachments/{id}. */
export const attachmentQuerySchema = z
  .object({
    /** The small picture instead of the file. */
    thumbnail: isYes.optional(),
    /** To be shown rather than saved; only for pictures that cannot carry a script. */
    inline: isYes.optional(),
  })
  .meta({ id: "AttachmentQuery" });

/** Which form of a file is asked for. */
export type AttachmentQuery = z.infer<typeof attachmentQuerySchema>;
