import { outboxQuerySchema } from "@/features/mail/schema";
import { listOutbox } from "@/features/mail/server/read-outbox";
import { canAdminister } from "@/features/users/policy";
import { signedInRoute } from "@/server/api/route";

/** The organisation's outgoing mail. */
export const GET = signedInRoute(
  { may: canAdminister, query: outboxQuerySchema, speaks: true },
  ({ actor, query, language }) => listOutbox(actor, { query, language }),
);
