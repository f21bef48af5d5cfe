import type { ApiPaths } from "@/server/api/openapi";
import {
  mailLinkSchema,
  mailTestSchema,
  mailTextSchema,
  outboxQuerySchema,
  outboxSchema,
  retriedSchema,
  retryAllSchema,
} from "./schema";

/** Outgoing mail, as admins see it. */
export const mailPaths: ApiPaths = {
  "/api/admin/mail": {
    get: {
      id: "listOutgoingMail",
      summary: "Outgoing mail, the newest first",
      description:
        "What waits, was sent in the last 30 days, or was given up, with the reason. `canSend` tells whether there is a mail server: by SMTP_URL and MAIL_FROM, or set on the page.",
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
  "/api/admin/mail/retry": {
    post: {
      id: "retryMails",
      summary: "Send all failed or held mails again",
      description:
        "Those whose time is not over; 1,000 at most in one request, `hasMore` says whether there are more.",
      body: retryAllSchema,
      ok: retriedSchema,
    },
  },
  "/api/admin/mail/{id}": {
    get: {
      id: "getMailText",
      summary: "What a mail says, as plain text",
      description:
        "In its receiver's language, without its link. What is mailed about a ticket is written when it is sent, by the rights and texts of then: this is what it would say now.",
      ok: mailTextSchema,
    },
  },
  "/api/admin/mail/{id}/cancel": {
    post: {
      id: "cancelMail",
      summary: "Take a mail out of the queue",
      errors: ["conflict"],
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
