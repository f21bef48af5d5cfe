import { z } from "zod";
import { personSchema } from "@/features/users/schema";

/** A file of a ticket; of a deleted one only the name stays. */
export const attachmentSchema = z
  .object({
    id: z.string(),
    ticketId: z.string(),
    commentId: z.string().nullable(),
    name: z.string(),
    contentType: z.string(),
    /** Bytes. */
    size: z.number().int(),
    internal: z.boolean(),
    uploader: personSchema,
    createdAt: z.iso.datetime(),
    deletedAt: z.iso.datetime().nullable(),
    hasThumbnail: z.boolean(),
  })
  .meta({ id: "Attachment" });

/** A file of a ticket. */
export type AttachmentDto = z.infer<typeof attachmentSchema>;
