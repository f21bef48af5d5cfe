import { linkTokenSchema } from "@/features/users/schema";
import type { ApiPaths } from "@/server/api/openapi";
import { pageSchema, wholeListQuerySchema } from "@/shared/paging";
import { addressSchema, confirmedAddressSchema, newAddressSchema } from "./schema";

const PROOF = "Needs a password shown in the last 30 minutes, else 403 `reauthentication_required`.";

/** The e-mail addresses of one's own account. */
export const addressPaths: ApiPaths = {
  "/api/me/addresses": {
    get: {
      id: "listAddresses",
      summary: "Your e-mail addresses",
      query: wholeListQuerySchema,
      ok: pageSchema(addressSchema),
      errors: ["forbidden"],
    },
    post: {
      id: "addAddress",
      summary: "Add an e-mail address",
      description: `A link to confirm it is mailed there; until it is opened nothing is matched by the address. The answer is the same where it is somebody else's: the mail says so to them. ${PROOF}`,
      body: newAddressSchema,
      created: addressSchema,
      errors: ["forbidden", "reauthentication_required", "conflict"],
    },
  },
  "/api/me/addresses/{id}": {
    delete: {
      id: "removeAddress",
      summary: "Remove one of your e-mail addresses",
      description: `The primary one stays (\`conflict\`). ${PROOF}`,
      errors: ["forbidden", "reauthentication_required", "conflict"],
    },
  },
  "/api/me/addresses/{id}/primary": {
    post: {
      id: "makeAddressPrimary",
      summary: "Make one of your confirmed addresses the primary one",
      description: `Mail goes there from then on, and others see it; the earlier one stays yours. ${PROOF}`,
      ok: addressSchema,
      errors: ["forbidden", "reauthentication_required", "conflict"],
    },
  },
  "/api/me/addresses/{id}/retry": {
    post: {
      id: "retryAddress",
      summary: "Let mail go to an address again that refused it",
      description:
        "Where `refusal` says that nothing is mailed there. `conflict` for an address that refuses nothing.",
      errors: ["forbidden", "conflict"],
    },
  },
  "/api/me/addresses/{id}/confirmation": {
    post: {
      id: "mailAddressConfirmation",
      summary: "Mail the link to confirm an address again",
      description: "An earlier link does not work any more.",
      errors: ["forbidden", "conflict"],
    },
  },
  "/api/addresses/confirm": {
    post: {
      id: "confirmAddress",
      summary: "Confirm an added e-mail address",
      description: "With the token of the mailed link's fragment, which works once, for 24 hours.",
      access: "anyone",
      body: linkTokenSchema,
      ok: confirmedAddressSchema,
      errors: ["invalid_token", "email_taken"],
    },
  },
};
