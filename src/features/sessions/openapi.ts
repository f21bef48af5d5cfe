import { z } from "zod";
import type { ApiPath } from "@/server/openapi";
import { pageQuerySchema, pageSchema } from "@/shared/paging";
import {
  adminSessionSchema,
  credentialsSchema,
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
    description: "A refresh token that comes again after it was exchanged ends the whole session.",
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
    method: "get",
    path: "/api/me/sessions",
    summary: "Where you are signed in",
    responses: { 200: pageSchema(sessionSchema) },
  },
  {
    method: "delete",
    path: "/api/me/sessions",
    summary: "End all your other sessions",
    responses: { 204: null },
  },
  {
    method: "delete",
    path: "/api/me/sessions/{id}",
    summary: "End one of your sessions",
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
    access: "admin",
    responses: { 204: null },
  },
];
