import { canSeeNotices } from "@/features/notices/policy";
import { setAcknowledged } from "@/features/notices/server/write-ack";
import { signedInRoute } from "@/server/api/route";

/** Acknowledges a notice for the caller. */
export const POST = signedInRoute({ may: canSeeNotices, speaks: true }, ({ actor, params, key, language }) =>
  setAcknowledged(actor, { noticeId: params["id"] ?? "", isAcknowledged: true, language, key }),
);

/** Takes that back. */
export const DELETE = signedInRoute(
  { may: canSeeNotices, speaks: true },
  ({ actor, params, key, language }) =>
    setAcknowledged(actor, { noticeId: params["id"] ?? "", isAcknowledged: false, language, key }),
);
