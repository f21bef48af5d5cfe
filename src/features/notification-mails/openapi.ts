import type { ApiPaths } from "@/server/api/openapi";
import { unsubscribedSchema, unsubscribeQuerySchema } from "./schema";

/** Ending mails about tickets from a mail itself, without a session (RFC 8058). */
export const notificationMailPaths: ApiPaths = {
  "/api/unsubscribe": {
    get: {
      id: "openUnsubscribe",
      summary: "Leads to the page that asks whether mails about tickets are to end",
      description: "It changes nothing: programs that look through mails follow links.",
      access: "anyone",
      query: unsubscribeQuerySchema,
      answers: {
        422: { description: "No token" },
        default: { description: "303: the page stands in `location`" },
      },
    },
    post: {
      id: "unsubscribe",
      summary: "End a person's mails about tickets, by the token of one of them",
      description:
        "One click of a mail program (`List-Unsubscribe-Post`), with whatever body. The person chooses again in their account (`notificationChoices` of PATCH /api/me).",
      access: "anyone",
      query: unsubscribeQuerySchema,
      ok: unsubscribedSchema,
      errors: ["invalid_token", "rate_limited"],
    },
  },
};
