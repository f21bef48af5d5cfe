import type { ApiPaths } from "@/server/api/openapi";
import { pageSchema } from "@/shared/paging";
import { draftSchema, listDraftsSchema, putDraftSchema } from "./schema";

/** The author's unsent texts. */
export const draftPaths: ApiPaths = {
  "/api/drafts": {
    get: {
      id: "listDrafts",
      summary: "Your own drafts, the newest first",
      description:
        "A draft whose `text` is empty was sent or emptied. Drafts of tickets that you no longer see stay yours.",
      query: listDraftsSchema,
      ok: pageSchema(draftSchema),
    },
  },
  "/api/drafts/{place}/{kind}": {
    put: {
      id: "saveDraft",
      summary: "Keep what you write",
      description:
        "`place` is a ticket, with the kinds `reply`, `note`, `title`, `description` and `edit-<comment id>`, or `new` with the kind `ticket`. Give the `revision` that the text goes on from. What was written on an older one overwrites nothing: the newer text stands in `text`, the other among `others`. An empty `text` says that it was sent or emptied.",
      body: putDraftSchema,
      ok: draftSchema,
      errors: ["forbidden"],
    },
    delete: { id: "deleteDraft", summary: "Throw a draft away, with what is kept aside" },
  },
};
