import { createCommentSchema, listCommentsSchema } from "@/features/comments/schema";
import { listComments } from "@/features/comments/server/read";
import { addComment } from "@/features/comments/server/write-add";
import { signedInRoute } from "@/server/api/route";

export const GET = signedInRoute({ query: listCommentsSchema }, ({ actor, params, query }) =>
  listComments(actor, params["ticket"] ?? "", query),
);

export const POST = signedInRoute(
  { body: createCommentSchema, status: 201 },
  ({ actor, params, body, key }) => addComment(actor, { ...body, ticket: params["ticket"] ?? "", key }),
);
