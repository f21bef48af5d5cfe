import { createCommentSchema, listCommentsSchema } from "@/features/comments/schema";
import { listComments } from "@/features/comments/server/read";
import { addComment } from "@/features/comments/server/write-add";
import { readerOf } from "@/features/tickets/server/access/read-as-requester";
import { signedInRoute } from "@/server/api/route";

export const GET = signedInRoute({ query: listCommentsSchema }, async ({ actor, params, query }) => {
  const ticket = params["ticket"] ?? "";
  return await listComments(...(await readerOf(actor, ticket, query.as)), query);
});

export const POST = signedInRoute(
  { body: createCommentSchema, status: 201 },
  ({ actor, params, body, key }) => addComment(actor, { ...body, ticket: params["ticket"] ?? "", key }),
);
