import { z } from "zod";
import type { ApiPath } from "@/server/api/openapi";
import { pageQuerySchema, pageSchema } from "@/shared/paging";
import {
  adminSessionSchema,
  credentialsSchema,
  reauthenticateSchema,
  refreshRequestSchema,
  sessionSchema,
  tokenPairSchema,
  tokenRequestSchema,
} from "./schema";

/** Signing in and out, tokens and sessions. */
export const sessionPaths: readonly ApiPath[] = [
  {
    method: "post",
    path: "/api/auth/callback/credentials",
    summary: "Sign a browser in",
    description:
      "As in any next-auth 4 application: `csrfToken` from GET /api/auth/csrf with its cookie. With `json=true` the answer names the address to go to; an `error` in its query says what was wrong.",
    access: "anyone",
    request: {
      body: z.object({
        ...credentialsSchema.shape,
        csrfToken: z.string(),
        callbackUrl: z.string().optional(),
        json: z.literal("true").optional(),
      }),
      contentType: "application/x-www-form-urlencoded",
    },
    responses: {
      200: z.object({ url: z.string() }),
      302: null,
      401: z.object({ url: z.string() }),
      429: z.object({ url: z.string() }),
    },
  },
  {
    method: "post",
    path: "/api/token",
    summary: "Sign in a client that is no browser",
    access: "anyone",
    request: { body: tokenRequestSchema },
    responses: { 200: tokenPairSchema },
  },
  {
    method: "post",
    path: "/api/token/refresh",
    summary: "Exchange a refresh token for a new pair, once",
    description:
      "A refresh token that comes again after it was exchanged ends the whole session; sent several times at once it gives the same pair to all. No session outlives the organisation's `sessionDays`.",
    access: "anyone",
    request: { body: refreshRequestSchema },
    responses: { 200: tokenPairSchema },
  },
  {
    method: "post",
    path: "/api/token/revoke",
    summary: "End the session of a refresh token",
    access: "anyone",
    request: { body: refreshRequestSchema },
    responses: { 204: null },
  },
  {
    method: "post",
    path: "/api/me/reauthenticate",
    summary: "Show your password again",
    description:
      "What answered 403 `reauthentication_required` (ending sessions, making somebody an administrator) can be asked for again for 30 minutes. A sign-in counts as well.",
    request: { body: reauthenticateSchema },
    responses: { 204: null },
  },
  {
    method: "get",
    path: "/api/me/sessions",
    summary: "Where you are signed in",
    responses: { 200: pageSchema(sessionSchema) },
  },
  {
    method: "delete",
    path: "/api/me/sessions",
    summary: "End all your other sessions",
    description: "Needs a password shown in the last 30 minutes, else 403 `reauthentication_required`.",
    responses: { 204: null },
  },
  {
    method: "delete",
    path: "/api/me/sessions/{id}",
    summary: "End one of your sessions",
    description: "Needs a password shown in the last 30 minutes, else 403 `reauthentication_required`.",
    responses: { 204: null },
  },
  {
    method: "get",
    path: "/api/admin/sessions",
    summary: "Every live session",
    access: "admin",
    request: { query: pageQuerySchema },
    responses: { 200: pageSchema(adminSessionSchema) },
  },
  {
    method: "delete",
    path: "/api/admin/sessions/{id}",
    summary: "End anybody's session",
    description: "Needs a password shown in the last 30 minutes, else 403 `reauthentication_required`.",
    access: "admin",
    responses: { 204: null },
  },
];
