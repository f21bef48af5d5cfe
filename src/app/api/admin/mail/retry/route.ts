import { retryAllSchema } from "@/features/mail/schema";
import { retryAllMails } from "@/features/mail/server/write-outbox";
import { canAdminister } from "@/features/users/policy";
import { signedInRoute } from "@/server/api/route";

/** Sends all failed or all held mails again. */
export const POST = signedInRoute(
  { may: canAdminister, body: retryAllSchema },
  ({ actor, body, key, address }) => retryAllMails(actor, body.state, { key, address }),
);
