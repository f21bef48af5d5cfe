import { mailServerTestSchema } from "@/features/mail-server/schema";
import { tryMailServer } from "@/features/mail/server/write-trial";
import { canAdminister } from "@/features/users/policy";
import { signedInRoute } from "@/server/api/route";

/** Tries a mail server, step by step. */
export const POST = signedInRoute(
  { may: canAdminister, body: mailServerTestSchema, speaks: true },
  ({ actor, body, language, address }) => tryMailServer(actor, body, { language, address }),
);
