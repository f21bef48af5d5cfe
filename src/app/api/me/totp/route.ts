import { totpRequestSchema } from "@/features/second-factors/schema";
import { readTotpStatus } from "@/features/second-factors/server/read";
import { beginTotp, confirmTotp, turnTotpOff } from "@/features/second-factors/server/write-enrolment";
import { hasOwnAccount } from "@/features/users/policy";
import { signedInRoute } from "@/server/api/route";

/** Whether the caller signs in with a second factor. */
export const GET = signedInRoute(
  { may: hasOwnAccount, beforeSecondFactor: true, beforeShowingFactor: true },
  ({ actor }) => readTotpStatus(actor),
);

/** Gives a secret for an authenticator app; with a code of that app, turns the second factor on. */
export const POST = signedInRoute(
  {
    may: hasOwnAccount,
    beforeSecondFactor: true,
    body: totpRequestSchema,
    needsProof: ({ body }) => body.code === undefined,
  },
  ({ actor, body, key, address }) =>
    body.code === undefined
      ? beginTotp(actor, { key, address })
      : confirmTotp(actor, body.code, { key, address }),
);

/** Turns the caller's second factor off. */
export const DELETE = signedInRoute(
  { may: hasOwnAccount, needsProof: () => true, status: 204 },
  ({ actor, key, address }) => turnTotpOff(actor, { key, address }),
);
