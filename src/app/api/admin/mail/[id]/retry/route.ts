import { retryMail } from "@/features/mail/server/write-outbox";
import { canAdminister } from "@/features/users/policy";
import { signedInRoute } from "@/server/api/route";

/** Tries a mail again now. */
export const POST = signedInRoute({ may: canAdminister, status: 204 }, ({ actor, params, key, address }) =>
  retryMail(actor, params["id"] ?? "", { key, address }),
);
