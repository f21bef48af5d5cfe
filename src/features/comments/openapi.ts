import { z } from "zod";
import type { ApiPaths } from "@/server/api/openapi";
import { pageSchema } from "@/shared/paging";
import { commentSchema, createCommentSchema, listCommentsSchema, updateCommentSchema } from "./schema";

/** Comments and internal notes. */
export const commentPaths: ApiPaths = {
  "/api/tickets/{ticket}/comments": {
    get: {
      id: "listComments",
      summary: "The comments of a ticket that you may see, oldest first",
      description:
        "With `order=newest` the latest come first, and `nextCursor` leads to earlier ones; such a page may be shorter than `limit` where its texts are long.",
      query: listCommentsSchema,
      ok: pageSchema(commentSchema),
      errors: ["forbidden"],
    },
    post: {
      id: "createComment",
      summary: "Comment, or write an internal note",
      description:
        "With `version`, a public comment by somebody else since answers 409 `stale_reply` with what is new; sent again without, it goes. Its requester's public reply opens a resolved, waiting or closed ticket again; where it was closed longer ago than the organisation's `reopenDays`, it is refused with 409 `closed`: file it as a new ticket with `followUpOf`.",
      body: createCommentSchema,
      created: commentSchema,
      errors: ["forbidden", "closed", "stale_reply"],
      errorMembers: {
        comments: z.array(commentSchema),
        version: z.number().int(),
        followUpOf: z.object({ id: z.string(), number: z.number().int(), title: z.string() }),
      },
    },
  },
  "/api/comments/{id}": {
    get: {
      id: "getComment",
      summary: "A comment whole, where an event held only the beginning of it",
      ok: commentSchema,
    },
    patch: {
      id: "updateComment",
      summary: "Change a comment of your own (admins: anybody's)",
      body: updateCommentSchema,
      ok: commentSchema,
      errors: ["forbidden"],
    },
    delete: {
      id: "deleteComment",
      summary: "Delete a comment of your own (admins: anybody's)",
      errors: ["forbidden"],
    },
  },
};
