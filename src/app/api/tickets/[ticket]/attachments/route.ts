import { listAttachmentsSchema } from "@/features/attachments/schema";
import { listAttachments } from "@/features/attachments/server/read";
import { addAttachments } from "@/features/attachments/server/write-add";
import { readerOf } from "@/features/tickets/server/access/read-as-requester";
import { signedInRoute } from "@/server/api/route";

/** The files of the ticket that this person may see: all of them, unless a `limit` is given. */
export const GET = signedInRoute({ query: listAttachmentsSchema }, async ({ actor, params, query }) => {
  const ticket = params["ticket"] ?? "";
  return await listAttachments(...(await readerOf(actor, ticket, query.as)), query);
});

/** Adds files: multipart, field `file`, streamed to the disk. */
export const POST = signedInRoute({ status: 201, takes: "upload" }, ({ actor, params, request, key }) =>
  addAttachments(actor, { ticket: params["ticket"] ?? "", request, key }),
);
