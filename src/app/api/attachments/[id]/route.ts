import { attachmentQuerySchema } from "@/features/attachments/schema";
import { sendAttachment } from "@/features/attachments/server/read-file";
import { deleteAttachment } from "@/features/attachments/server/write-delete";
import { signedInRoute } from "@/server/api/route";

/** The bytes, as a download; `?thumbnail=1` for a picture's preview, `?inline=1` to show a picture. */
export const GET = signedInRoute({ query: attachmentQuerySchema }, ({ actor, params, query, request }) =>
  sendAttachment(actor, { ...query, id: params["id"] ?? "", request }),
);

/** The headers of GET. */
export const HEAD = GET;

/** Deletes a file. */
export const DELETE = signedInRoute({ status: 204 }, ({ actor, params, key }) =>
  deleteAttachment(actor, params["id"] ?? "", key),
);
