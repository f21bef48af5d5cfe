import { revealMailLink } from "@/features/mail/server/write-outbox";
import { canAdminister } from "@/features/users/policy";
import { signedInRoute } from "@/server/api/route";

/** The link of a mail that cannot be sent, for an admin to hand over. */
export const POST = signedInRoute(
  { may: canAdminister, needsProof: () => true },
  ({ actor, params, address }) => revealMailLink(actor, params["id"] ?? "", address),
);
