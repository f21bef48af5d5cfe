import type { ApiPath } from "@/server/api/openapi";
import { pageSchema } from "@/shared/paging";
import { commentSchema, createCommentSchema, listCommentsSchema, updateCommentSchema } from "./schema";

/** Comments and internal notes. */
export const commentPaths: readonly ApiPath[] = [
  {
    method: "get",
    path: "/api/tickets/{ticket}/comments",
    summary: "The comments of a ticket that you may see, oldest first",
    description:
      "With `order=newest` the latest come first, and `nextCursor` leads to earlier ones; such a page may be shorter than `limit` where its texts are long.",
    request: { query: listCommentsSchema },
    responses: { 200: pageSchema(commentSchema) },
  },
  {
    method: "post",
    path: "/api/tickets/{ticket}/comments",
    summary: "Comment, or write an internal note",
    description:
      "With `version`, a public comment by somebody else since answers 409 `stale_reply` with what is new; sent again without, it goes. Its requester's public reply opens a resolved, waiting or closed ticket again; where it was closed longer ago than the organisation's `reopenDays`, it is refused with 409 `closed`: file it as a new ticket with `followUpOf`.",
    request: { body: createCommentSchema },
    responses: { 201: commentSchema },
  },
  {
    method: "get",
    path: "/api/comments/{id}",
    summary: "A comment whole, where an event held only the beginning of it",
    responses: { 200: commentSchema },
  },
  {
    method: "patch",
    path: "/api/comments/{id}",
    summary: "Change a comment of your own (admins: anybody's)",
    request: { body: updateCommentSchema },
    responses: { 200: commentSchema },
  },
  {
    method: "delete",
    path: "/api/comments/{id}",
    summary: "Delete a comment of your own (admins: anybody's)",
    responses: { 204: null },
  },
];
