import { z } from "zod";
import type { ApiPaths } from "@/server/api/openapi";
import { pageSchema, wholeListQuerySchema } from "@/shared/paging";
import {
  passkeyAddedSchema,
  passkeyOptionsSchema,
  passkeyPatchSchema,
  passkeyRequestSchema,
  passkeySchema,
} from "./schema";

const PROOF = "Needs a password shown in the last 30 minutes, else 403 `reauthentication_required`.";

/** Signing in by a passkey, and one's own passkeys. */
export const passkeyPaths: ApiPaths = {
  "/api/passkey-challenge": {
    post: {
      id: "createPasskeyChallenge",
      summary: "Begin to sign in by a passkey",
      description:
        "Gives options for `navigator.credentials.get()`, good for five minutes and one answer. The answer goes as JSON into the field `passkey` of a form to `/api/auth/callback/passkey`, beside next-auth's `csrfToken`.",
      access: "anyone",
      ok: passkeyOptionsSchema,
    },
  },
  "/api/me/passkeys": {
    get: {
      id: "listPasskeys",
      summary: "Your passkeys",
      query: wholeListQuerySchema,
      ok: pageSchema(passkeySchema),
      errors: ["forbidden"],
    },
    post: {
      id: "addPasskey",
      summary: "Add a passkey, in two steps",
      description: `Without \`response\` it gives options for \`navigator.credentials.create()\`, good for five minutes and one answer; then with its answer the passkey is added. Where it is your first second factor, recovery codes are answered too, this once. The first step: ${PROOF}`,
      body: passkeyRequestSchema,
      ok: z.union([passkeyOptionsSchema, passkeyAddedSchema]),
      errors: ["forbidden", "reauthentication_required", "conflict"],
    },
  },
  "/api/me/passkeys/{id}": {
    patch: {
      id: "renamePasskey",
      summary: "Rename one of your passkeys",
      body: passkeyPatchSchema,
      ok: passkeySchema,
      errors: ["forbidden"],
    },
    delete: {
      id: "removePasskey",
      summary: "Remove one of your passkeys",
      description: `${PROOF} The last second factor of somebody whose role has to have one stays (\`second_factor_required\`).`,
      errors: ["forbidden", "reauthentication_required"],
    },
  },
};
