import { mailServerPatchSchema } from "@/features/mail-server/schema";
import { readMailServerPage } from "@/features/mail-server/server/read";
import { changeMailServer, removeMailServer } from "@/features/mail-server/server/write";
import { canAdminister } from "@/features/users/policy";
import { signedInRoute } from "@/server/api/route";

/** The mail server, and who set it. */
export const GET = signedInRoute({ may: canAdminister }, ({ actor }) => readMailServerPage(actor));

/** Sets or changes it. */
export const PATCH = signedInRoute(
  { may: canAdminister, body: mailServerPatchSchema, needsProof: () => true },
  ({ actor, body, key, address }) => changeMailServer(actor, body, { key, address }),
);

/** Removes it: mail waits in the outbox from then on. */
export const DELETE = signedInRoute(
  { may: canAdminister, needsProof: () => true },
  ({ actor, key, address }) => removeMailServer(actor, { key, address }),
);
