import { z } from "zod";
import type { ApiPaths } from "@/server/api/openapi";
import { pageSchema } from "@/shared/paging";
import {
  adminSessionSchema,
  adminSessionsQuerySchema,
  reauthenticateSchema,
  refreshRequestSchema,
  sessionSchema,
  tokenPairSchema,
  tokenRequestSchema,
} from "./schema";

const PROOF = "Needs a password shown in the last 30 minutes, else 403 `reauthentication_required`.";

/** Of next-auth's answers, which are no problems. */
const whereToGo = (description: string) => ({
  description,
  content: { "application/json": { schema: z.object({ url: z.string() }) } },
});

/** Signing in and out, tokens and sessions. */
export const sessionPaths: ApiPaths = {
  "/api/auth/callback/credentials": {
    post: {
      id: "signInBrowser",
      summary: "Sign a browser in",
      description:
        "As in any next-auth 4 application: `csrfToken` from GET /api/auth/csrf with its cookie. With `json=true` the answer names the address to go to; an `error` in its query says what was wrong.",
      access: "anyone",
      contentType: "application/x-www-form-urlencoded",
      body: z.object({
        ...tokenRequestSchema.shape,
        csrfToken: z.string(),
        callbackUrl: z.string().optional(),
        json: z.literal("true").optional(),
      }),
      answers: {
        200: whereToGo("Signed in"),
        302: { description: "Signed in, or not: where to go stands in `location`" },
        401: whereToGo(
          "E-mail or password is wrong; with `error=TotpRequired` they are right and a code is wanted in `totp`, with `error=TotpInvalid` that code is wrong",
        ),
        429: whereToGo("Too many tries"),
        503: whereToGo(
          "With `error=DirectoryAway`: the password is none that is kept here, and the organisation's directory cannot be asked right now",
        ),
      },
    },
  },
  "/api/token": {
    post: {
      id: "createToken",
      summary: "Sign in a client that is no browser",
      access: "anyone",
      body: tokenRequestSchema,
      ok: tokenPairSchema,
      description:
        "A person who has a second factor is answered 401 `totp_required` once e-mail and password were right, and sends them again with `totp`: a code of the app, or a recovery code. Each counts once.",
      errors: ["invalid_credentials", "totp_required", "totp_invalid", "directory_unavailable"],
    },
  },
  "/api/token/refresh": {
    post: {
      id: "refreshToken",
      summary: "Exchange a refresh token for a new pair, once",
      description:
        "A refresh token that comes again after it was exchanged ends the whole session; sent several times at once it gives the same pair to all. No session outlives the organisation's `sessionDays`.",
      access: "anyone",
      body: refreshRequestSchema,
      ok: tokenPairSchema,
      errors: ["invalid_token"],
    },
  },
  "/api/token/revoke": {
    post: {
      id: "revokeToken",
      summary: "End the session of a refresh token",
      access: "anyone",
      body: refreshRequestSchema,
    },
  },
  "/api/me/reauthenticate": {
    post: {
      id: "reauthenticate",
      summary: "Show again who you are",
      description:
        "By `password` (of this help desk or of its directory) or by `passkey`, the answer of `navigator.credentials.get()` to options of `/api/passkey-challenge`: what answered 403 `reauthentication_required` (ending sessions, making somebody an administrator) can be asked for again for 30 minutes. A sign-in counts as well. A `passkey`, or a code in `totp`, also shows the second factor in a session of an identity provider that did not ask for one (403 `second_factor_required`).",
      body: reauthenticateSchema,
      errors: ["invalid_credentials", "directory_unavailable"],
    },
  },
  "/api/me/sessions": {
    get: { id: "listMySessions", summary: "Where you are signed in", ok: pageSchema(sessionSchema) },
    delete: {
      id: "endMyOtherSessions",
      summary: "End all your other sessions",
      description: PROOF,
      errors: ["reauthentication_required"],
    },
  },
  "/api/me/sessions/{id}": {
    delete: {
      id: "endMySession",
      summary: "End one of your sessions",
      description: PROOF,
      errors: ["reauthentication_required"],
    },
  },
  "/api/admin/sessions": {
    get: {
      id: "listSessions",
      summary: "Every live session",
      query: adminSessionsQuerySchema,
      ok: pageSchema(adminSessionSchema),
    },
  },
  "/api/admin/sessions/{id}": {
    delete: {
      id: "endSession",
      summary: "End anybody's session",
      description: PROOF,
      errors: ["reauthentication_required"],
    },
  },
};
