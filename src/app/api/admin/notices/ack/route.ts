import { canSeeNotices } from "@/features/notices/policy";
import { noticesAckSchema, noticesUnackSchema } from "@/features/notices/schema";
import { acknowledgeNotices, unacknowledge } from "@/features/notices/server/write-ack";
import { signedInRoute } from "@/server/api/route";

/** Acknowledges several notices for the caller, or all. */
export const POST = signedInRoute({ may: canSeeNotices, body: noticesAckSchema }, ({ actor, body, key }) =>
  acknowledgeNotices(actor, body, key),
);

/** Takes back several acknowledgements of the caller. */
export const DELETE = signedInRoute(
  { may: canSeeNotices, query: noticesUnackSchema },
  ({ actor, query, key }) => unacknowledge(actor, query.acknowledgedAt, key),
);
