import { listAttachments } from "@/features/attachments/server/read";
import { addAttachments } from "@/features/attachments/server/write-add";
import { pageOfWhole } from "@/server/paging";
import { signedInRoute } from "@/server/route";
import { wholeListQuerySchema } from "@/shared/paging";

/** All files of the ticket that this person may see. */
export const GET = signedInRoute({ query: wholeListQuerySchema }, async ({ actor, params, query }) =>
  pageOfWhole((await listAttachments(actor, params["ticket"] ?? "")).items, query),
);

/** Adds files: multipart, field `file`, streamed to the disk. */
export const POST = signedInRoute({ status: 201, takes: "upload" }, ({ actor, params, request, key }) =>
  addAttachments(actor, params["ticket"] ?? "", request, key),
);
