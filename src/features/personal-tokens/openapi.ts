import type { ApiPaths } from "@/server/api/openapi";
import { pageSchema, wholeListQuerySchema } from "@/shared/paging";
import {
  adminTokenSchema,
  adminTokensQuerySchema,
  newServiceTokenSchema,
  newTokenSchema,
  personalTokenSchema,
  serviceTokenInputSchema,
  tokenInputSchema,
} from "./schema";

const PROOF = "Needs a password shown in the last 30 minutes, else 403 `reauthentication_required`.";

/** Personal tokens, for scripts and other programs. */
export const personalTokenPaths: ApiPaths = {
  "/api/me/tokens": {
    get: {
      id: "listMyTokens",
      summary: "Your personal tokens",
      query: wholeListQuerySchema,
      ok: pageSchema(personalTokenSchema),
      errors: ["forbidden"],
    },
    post: {
      id: "makeToken",
      summary: "Make a personal token",
      description: `The token is answered this once. It is sent as \`Authorization: Bearer\` or in the handshake of a socket, acts as you within its scopes (\`read\`: GET and listening, \`write\`: what changes something, \`admin\`: /api/admin), and ends with your account, or when your password changes. No token can make tokens, nor change how you sign in. ${PROOF}`,
      body: tokenInputSchema,
      created: newTokenSchema,
      errors: ["forbidden", "reauthentication_required", "conflict"],
    },
  },
  "/api/me/tokens/{id}": {
    delete: { id: "endMyToken", summary: "End one of your personal tokens", errors: ["forbidden"] },
  },
  "/api/admin/tokens": {
    get: {
      id: "listTokens",
      summary: "Every live personal token",
      query: adminTokensQuerySchema,
      ok: pageSchema(adminTokenSchema),
    },
    post: {
      id: "makeServiceToken",
      summary: "Make a service token",
      description: `A token that belongs to no person: a program of this name and role is made for it. It has no address and cannot sign in; what it does stands under its name. The token is answered this once. ${PROOF}`,
      body: serviceTokenInputSchema,
      created: newServiceTokenSchema,
      errors: ["reauthentication_required", "conflict"],
    },
  },
  "/api/admin/tokens/{id}": {
    delete: {
      id: "endToken",
      summary: "End anybody's personal token",
      description: PROOF,
      errors: ["reauthentication_required"],
    },
  },
};
