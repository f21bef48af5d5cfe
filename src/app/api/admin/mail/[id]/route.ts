import { readMailText } from "@/features/mail/server/read-text";
import { notificationComposers } from "@/features/notification-mails/server/present-mail";
import { canAdminister } from "@/features/users/policy";
import { signedInRoute } from "@/server/api/route";

/** What a mail says, as plain text. */
export const GET = signedInRoute({ may: canAdminister }, ({ actor, params }) =>
  readMailText(actor, params["id"] ?? "", notificationComposers),
);
