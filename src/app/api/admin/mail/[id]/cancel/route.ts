import { cancelMail } from "@/features/mail/server/write-outbox";
import { canAdminister } from "@/features/users/policy";
import { signedInRoute } from "@/server/api/route";

/** Takes a mail out of the queue. */
export const POST = signedInRoute({ may: canAdminister, status: 204 }, ({ actor, params, key, address }) =>
  cancelMail(actor, params["id"] ?? "", { key, address }),
);
