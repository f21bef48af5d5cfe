import { sendTestMail } from "@/features/mail/server/write-test-mail";
import { canAdminister } from "@/features/users/policy";
import { signedInRoute } from "@/server/api/route";

/** Sends the caller a test mail, and says what became of it. */
export const POST = signedInRoute({ may: canAdminister, speaks: true }, ({ actor, language, key, address }) =>
  sendTestMail(actor, { language }, { key, address }),
);
