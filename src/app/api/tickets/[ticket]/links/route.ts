import { createLinkSchema } from "@/features/links/schema";
import { listLinks } from "@/features/links/server/read";
import { addLink } from "@/features/links/server/write";
import { signedInRoute } from "@/server/api/route";

/** The tickets that this one is linked with, as the caller may see them. */
export const GET = signedInRoute({}, ({ actor, params }) => listLinks(actor, params["ticket"] ?? ""));

/** Links two tickets. */
export const POST = signedInRoute({ body: createLinkSchema, status: 201 }, ({ actor, params, body, key }) =>
  addLink(actor, { ticket: params["ticket"] ?? "", ...body, key }),
);
