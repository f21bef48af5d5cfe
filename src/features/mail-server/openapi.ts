import type { ApiPaths } from "@/server/api/openapi";
import {
  mailServerPatchSchema,
  mailServerSchema,
  mailServerStepsSchema,
  mailServerTestSchema,
} from "./schema";

/** The mail server by which an organisation's mail leaves. */
export const mailServerPaths: ApiPaths = {
  "/api/admin/mail/server": {
    get: {
      id: "getMailServer",
      summary: "The mail server, and who set it",
      description: "Never with its password.",
      ok: mailServerSchema,
    },
    patch: {
      id: "changeMailServer",
      summary: "Set or change the mail server",
      description:
        "Where SMTP_URL and MAIL_FROM are not set. What is absent stays; a password that is not given stays as long as it goes to the same place under the same name. Needs a password shown in the last 30 minutes, else 403 `reauthentication_required`.",
      body: mailServerPatchSchema,
      ok: mailServerSchema,
      errors: ["reauthentication_required", "conflict"],
    },
    delete: {
      id: "removeMailServer",
      summary: "Remove the mail server",
      description: "Mail waits in the outbox from then on.",
      ok: mailServerSchema,
      errors: ["reauthentication_required", "conflict"],
    },
  },
  "/api/admin/mail/server/test": {
    post: {
      id: "testMailServer",
      summary: "Try a mail server, step by step",
      description:
        "By settings that are not kept yet, or by those that count. The last step is a test mail to the caller.",
      body: mailServerTestSchema,
      ok: mailServerStepsSchema,
      errors: ["not_found", "rate_limited"],
    },
  },
};
