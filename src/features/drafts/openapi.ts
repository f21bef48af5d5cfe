import type { ApiPath } from "@/server/api/openapi";
import { pageSchema } from "@/shared/paging";
import { draftSchema, listDraftsSchema, putDraftSchema } from "./schema";

/** What its author has written and not sent. */
export const draftPaths: readonly ApiPath[] = [
  {
    method: "get",
    path: "/api/drafts",
    summary: "Your own drafts, the newest first",
    description:
      "A draft whose `text` is empty was sent or emptied. Drafts of tickets that you no longer see stay yours.",
    request: { query: listDraftsSchema },
    responses: { 200: pageSchema(draftSchema) },
  },
  {
    method: "put",
    path: "/api/drafts/{place}/{kind}",
    summary: "Keep what you write",
    description:
      "`place` is a ticket, with the kinds `reply`, `note`, `title`, `description` and `edit-<comment id>`, or `new` with the kind `ticket`. Give the `revision` that the text goes on from. What was written on an older one overwrites nothing: the newer text stands in `text`, the other among `others`. An empty `text` says that it was sent or emptied.",
    request: { body: putDraftSchema },
    responses: { 200: draftSchema },
  },
  {
    method: "delete",
    path: "/api/drafts/{place}/{kind}",
    summary: "Throw a draft away, with what is kept aside",
    responses: { 204: null },
  },
];
