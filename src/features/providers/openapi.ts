import { z } from "zod";
import type { ApiPaths } from "@/server/api/openapi";
import { beginSchema, frontChannelSchema } from "./schema";

const FORM = "application/x-www-form-urlencoded";

/** Signing in by an identity provider, and its messages about sign-outs. */
export const providerPaths: ApiPaths = {
  "/api/auth/oidc/start": {
    get: {
      id: "beginProviderSignIn",
      summary: "Go to the identity provider to sign in",
      description:
        "For browsers: it leads to the provider, which leads back to `/api/auth/callback/oidc`, and that to `callbackUrl`, a page of the help desk. What does not work leads to the sign-in page, with an `error`.",
      access: "anyone",
      query: beginSchema,
      answers: {
        422: { description: "A query that is none" },
        default: { description: "302: where to go stands in `location`" },
      },
    },
  },
  "/api/auth/oidc/backchannel-logout": {
    post: {
      id: "endByBackChannel",
      summary: "A sign-out at the identity provider, sent by itself",
      description:
        "OpenID Connect Back-Channel Logout: ends the sessions of the `sid`, or all that the provider vouched for of the `sub`. Each token counts once.",
      access: "anyone",
      contentType: FORM,
      body: z.object({ logout_token: z.string() }),
      answers: {
        200: { description: "Ended" },
        400: { description: "No logout token of this provider for this help desk, or one that came before" },
      },
    },
  },
  "/api/auth/oidc/frontchannel-logout": {
    get: {
      id: "endByFrontChannel",
      summary: "A sign-out at the identity provider, sent by a frame in the browser",
      access: "anyone",
      query: frontChannelSchema,
      answers: { 200: { description: "Ended" }, 400: { description: "Another issuer" } },
    },
  },
};
