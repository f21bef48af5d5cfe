import type { ApiPaths } from "@/server/api/openapi";
import { mergeAnswerSchema, mergeQuerySchema, mergeSchema, mergeStartSchema } from "./schema";

/** Merging two accounts of one person. */
export const peopleMergePaths: ApiPaths = {
  "/api/admin/users/{id}/merge": {
    get: {
      id: "getUserMerge",
      summary: "How the merge of an account stands, or what merging it into another would do",
      description:
        "With `into`, and where the account was not merged yet, `preview` says what would move and what would end; counts end at 10,000.",
      query: mergeQuerySchema,
      ok: mergeAnswerSchema,
      errors: ["conflict"],
    },
    post: {
      id: "mergeUser",
      summary: "Merge an account into another of the same person",
      description:
        "What the account filed, is assigned, wrote, uploaded and watches becomes the other's, with its proven addresses; its sessions, tokens, passkeys, authenticator app and password end, and it stays disabled. The account that stays keeps its name, role and settings; it joins the other's teams with `teams: \"both\"`. Few tickets are moved at once, many in the background: `state` says how far it is, and each is a `ticket:updated` with `merged`. It cannot be undone, so `name` has to be the name of the account that goes. A merge that stopped goes on by the same request.",
      body: mergeStartSchema,
      ok: mergeSchema,
      errors: ["reauthentication_required", "conflict", "last_admin"],
    },
  },
};
