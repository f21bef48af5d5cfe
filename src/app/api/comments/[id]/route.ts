import { updateCommentSchema } from "@/features/comments/schema";
import { getComment } from "@/features/comments/server/read";
import { deleteComment, updateComment } from "@/features/comments/server/write-change";
import { signedInRoute } from "@/server/api/route";

export const GET = signedInRoute({}, ({ actor, params }) => getComment(actor, params["id"] ?? ""));

export const PATCH = signedInRoute({ body: updateCommentSchema }, ({ actor, params, body, key }) =>
  updateComment(actor, { ...body, commentId: params["id"] ?? "", key }),
);

export const DELETE = signedInRoute({ status: 204 }, ({ actor, params, key }) =>
  deleteComment(actor, params["id"] ?? "", key),
);
