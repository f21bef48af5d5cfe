import { listAttachments } from "@/features/attachments/server/read";
import { addAttachments } from "@/features/attachments/server/write-add";
import { signedInRoute } from "@/server/route";

/** All files of the ticket that this person may see. */
export const GET = signedInRoute({}, ({ actor, params }) => listAttachments(actor, params["ticket"] ?? ""));

/** Adds files: multipart, field `file`, streamed to the disk. */
export const POST = signedInRoute({ status: 201 }, ({ actor, params, request, key }) =>
  addAttachments(actor, params["ticket"] ?? "", request, key),
);
