import { mailConfirmation } from "@/features/addresses/server/write";
import { hasOwnAccount } from "@/features/users/policy";
import { signedInRoute } from "@/server/api/route";

/** Mails the link to confirm one of the caller's addresses again. */
export const POST = signedInRoute(
  { may: hasOwnAccount, status: 204 },
  ({ actor, params, language, key, address }) =>
    mailConfirmation(actor, { id: params["id"] ?? "", language }, { key, address }),
);
