import type { ApiPaths } from "@/server/api/openapi";
import { pageQuerySchema, pageSchema } from "@/shared/paging";
import {
  adminTagSchema,
  adminTagsQuerySchema,
  tagChangeInputSchema,
  tagChangeSchema,
  tagPreviewQuerySchema,
  tagPreviewSchema,
} from "./schema";

/** What admins do to tags. */
export const adminTagPaths: ApiPaths = {
  "/api/admin/tags": {
    get: {
      id: "listAllTags",
      summary: "Every tag, with the number of its tickets",
      description: "Archived tickets count, deleted ones do not.",
      query: adminTagsQuerySchema,
      ok: pageSchema(adminTagSchema),
    },
  },
  "/api/admin/tags/preview": {
    get: {
      id: "previewTagChange",
      summary: "How many tickets a change of a tag would touch",
      query: tagPreviewQuerySchema,
      ok: tagPreviewSchema,
      errors: ["not_found"],
    },
  },
  "/api/admin/tags/changes": {
    get: {
      id: "listTagChanges",
      summary: "What was done to tags, the latest first",
      description: "For 30 days after they ended.",
      query: pageQuerySchema,
      ok: pageSchema(tagChangeSchema),
    },
    post: {
      id: "changeTag",
      summary: "Rename, merge or delete a tag on all tickets",
      description:
        "Done bit by bit, 25 tickets a second, in your name; each ticket gets a quiet `ticket:updated`. Changes run one after the other.",
      body: tagChangeInputSchema,
      created: tagChangeSchema,
      errors: ["not_found", "name_taken"],
    },
  },
  "/api/admin/tags/changes/{id}/undo": {
    post: {
      id: "undoTagChange",
      summary: "Take a change of a tag back",
      description:
        "Once, within 30 days. Tickets whose tags nobody has touched since have exactly those of before; others keep what came since.",
      created: tagChangeSchema,
      errors: ["conflict"],
    },
  },
};
