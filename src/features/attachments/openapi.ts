import { z } from "zod";
import type { ApiPath } from "@/server/api/openapi";
import { pageSchema } from "@/shared/paging";
import { attachmentQuerySchema, attachmentSchema, listAttachmentsSchema } from "./schema";

const file = z.string().meta({ override: { type: "string", format: "binary" } });

/** The text fields are said again here, as a form sends them: the schema that reads them turns words into booleans. */
const uploadSchema = z.object({
  file: z.union([file, z.array(file)]),
  commentId: z.uuid().optional(),
  internal: z.enum(["true", "false"]).optional(),
});

/** Files of tickets. */
export const attachmentPaths: readonly ApiPath[] = [
  {
    method: "get",
    path: "/api/tickets/{ticket}/attachments",
    summary: "All files of the ticket that you may see",
    description:
      "Oldest first, whole unless a `limit` is given; `order=newest` begins with the latest, `loose=true` leaves out the files of comments.",
    request: { query: listAttachmentsSchema },
    responses: { 200: pageSchema(attachmentSchema) },
  },
  {
    method: "post",
    path: "/api/tickets/{ticket}/attachments",
    summary: "Add files",
    description: "The field `file` may be repeated. Files of an internal comment are internal.",
    request: { body: uploadSchema, contentType: "multipart/form-data" },
    responses: { 201: z.object({ items: z.array(attachmentSchema) }) },
  },
  {
    method: "get",
    path: "/api/attachments/{id}",
    summary: "The bytes of a file, as a download",
    description:
      "`thumbnail=1` for a picture's preview, `inline=1` to show a picture that cannot carry a script.",
    request: { query: attachmentQuerySchema },
    responses: { 200: "file" },
  },
  { method: "delete", path: "/api/attachments/{id}", summary: "Delete a file", responses: { 204: null } },
];
