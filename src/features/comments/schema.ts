import { z } from "zod";
import { said } from "@/messages/server/keys";
import { LIMITS } from "@/shared/limits";
import { asFields, orderField, pageFields } from "@/shared/paging";
import { bodyText } from "@/shared/text";
import { commentSchema } from "@/shared/protocol/shapes";

export { commentSchema } from "@/shared/protocol/shapes";

/** A comment as its reader may see it. */
export type CommentDto = z.infer<typeof commentSchema>;

const body = bodyText({
  min: LIMITS.commentMin,
  max: LIMITS.commentMax,
  missing: said("fields.writeSomething"),
  tooShort: said("fields.writeSomething"),
  tooLong: said("fields.commentLong"),
});

/** POST /api/tickets/{ticket}/comments. */
export const createCommentSchema = z
  .object({
    body,
    internal: z.boolean().optional(),
    version: z.number().int().min(0).max(LIMITS.versionMax).optional(),
  })
  .meta({ id: "CreateComment" });

/** The body that adds a comment; with `version`, only if nobody else commented publicly since. */
export type CreateCommentInput = z.infer<typeof createCommentSchema>;

/** PATCH /api/comments/{id}. */
export const updateCommentSchema = z.object({ body }).meta({ id: "UpdateComment" });

/** What changes a comment. */
export type UpdateCommentInput = z.infer<typeof updateCommentSchema>;

/** The query of GET /api/tickets/{ticket}/comments. */
export const listCommentsSchema = z
  .object({ ...asFields, ...pageFields, order: orderField })
  .meta({ id: "ListComments" });

/** Which comments of a ticket are asked for. */
export type ListCommentsQuery = z.infer<typeof listCommentsSchema>;
