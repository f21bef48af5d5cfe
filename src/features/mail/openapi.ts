import type { ApiPaths } from "@/server/api/openapi";
import { mailLinkSchema, mailTestSchema, outboxQuerySchema, outboxSchema } from "./schema";

/** Outgoing mail, as admins see it. */
export const mailPaths: ApiPaths = {
  "/api/admin/mail": {
    get: {
      id: "listOutgoingMail",
      summary: "Outgoing mail, the newest first",
      description:
        "What waits, was sent in the last 30 days, or was given up, with the reason. `canSend` tells whether SMTP_URL and MAIL_FROM are set.",
      query: outboxQuerySchema,
      ok: outboxSchema,
    },
  },
  "/api/admin/mail/test": {
    post: {
      id: "sendTestMail",
      summary: "Send yourself a test mail",
      description: "Now, past the queue; the answer says what became of it.",
      ok: mailTestSchema,
      errors: ["rate_limited"],
    },
  },
  "/api/admin/mail/{id}/retry": {
    post: {
      id: "retryMail",
      summary: "Try a mail again now",
      errors: ["conflict"],
    },
  },
  "/api/admin/mail/{id}/link": {
    post: {
      id: "revealMailLink",
      summary: "The link of a mail that cannot be sent",
      description:
        "Only where no mail is sent at all, for an admin to hand over by hand. The audit keeps that it was shown.",
      ok: mailLinkSchema,
      errors: ["reauthentication_required", "conflict"],
    },
  },
};
