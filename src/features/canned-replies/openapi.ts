import type { ApiPaths } from "@/server/api/openapi";
import { VARIABLES } from "./fields";
import {
  cannedReplyCreateSchema,
  cannedReplyPageSchema,
  cannedReplyPatchSchema,
  cannedReplyQuerySchema,
  cannedReplySchema,
} from "./schema";

/** Texts that agents insert into what they write. */
export const cannedReplyPaths: ApiPaths = {
  "/api/canned-replies": {
    get: {
      id: "listCannedReplies",
      summary: "The canned replies that you see: yours, your teams' and the organisation's; for staff",
      description:
        "By name; with `q` those first whose keyword begins so, then names, then texts. Admins see those of every team.",
      query: cannedReplyQuerySchema,
      ok: cannedReplyPageSchema,
      errors: ["forbidden"],
    },
    post: {
      id: "createCannedReply",
      summary: "Make a canned reply",
      description: `\`mine\` by agents and admins, \`team\` by agents of that team and admins, \`organisation\` by admins; at most 200 of each owner, whose names differ. Variables are filled by the client that inserts it, as in {{requester.firstName|there}}, with what stands behind | where there is no value: ${VARIABLES.join(", ")}. Any other name outside of code is refused.`,
      body: cannedReplyCreateSchema,
      created: cannedReplySchema,
      errors: ["forbidden", "name_taken"],
    },
  },
  "/api/canned-replies/{id}": {
    get: { id: "getCannedReply", summary: "One canned reply", ok: cannedReplySchema, errors: ["forbidden"] },
    patch: {
      id: "updateCannedReply",
      summary: "Change a canned reply, or give it to another owner",
      description:
        "`was` has the fields as you saw them: one that somebody has changed since is a `conflict`.",
      body: cannedReplyPatchSchema,
      ok: cannedReplySchema,
      errors: ["forbidden", "name_taken", "conflict"],
    },
    delete: {
      id: "deleteCannedReply",
      summary: "Delete a canned reply; what was written with it stays",
      errors: ["forbidden"],
    },
  },
  "/api/canned-replies/{id}/use": {
    post: {
      id: "useCannedReply",
      summary: "Count that a canned reply was inserted into a text",
      errors: ["forbidden"],
    },
  },
};
