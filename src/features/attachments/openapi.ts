import { z } from "zod";
import type { ApiPaths } from "@/server/api/openapi";
import { pageSchema } from "@/shared/paging";
import { attachmentQuerySchema, attachmentSchema, listAttachmentsSchema } from "./schema";

const file = z.string().meta({ override: { type: "string", format: "binary" } });

/** The text fields are declared again here, as a form sends them: the parsing schema turns words into booleans. */
const uploadSchema = z.object({
  file: z.union([file, z.array(file)]),
  commentId: z.uuid().optional(),
  internal: z.enum(["true", "false"]).optional(),
});

/** Files of tickets. */
export const attachmentPaths: ApiPaths = {
  "/api/tickets/{ticket}/attachments": {
    get: {
      id: "listAttachments",
      summary: "All files of the ticket that you may see",
      description:
        "Oldest first, whole unless a `limit` is given; `order=newest` begins with the latest, `loose=true` leaves out the files of comments.",
      query: listAttachmentsSchema,
      ok: pageSchema(attachmentSchema),
      errors: ["forbidden"],
    },
    post: {
      id: "addAttachments",
      summary: "Add files",
      description: "The field `file` may be repeated. Files of an internal comment are internal.",
      body: uploadSchema,
      contentType: "multipart/form-data",
      created: z.object({ items: z.array(attachmentSchema) }),
      errors: ["forbidden", "quota_exceeded"],
    },
  },
  "/api/attachments/{id}": {
    get: {
      id: "downloadAttachment",
      summary: "The bytes of a file, as a download",
      description:
        "`thumbnail=1` for a picture's preview, `inline=1` to show a picture that cannot carry a script.",
      query: attachmentQuerySchema,
      ok: "file",
    },
    delete: { id: "deleteAttachment", summary: "Delete a file", errors: ["forbidden"] },
  },
};
