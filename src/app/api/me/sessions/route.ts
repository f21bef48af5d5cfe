import { listMySessions } from "@/features/sessions/server/read";
import { revokeMySessions } from "@/features/sessions/server/write-revoke";
import { signedInRoute } from "@/server/route";

/** Where the caller is signed in. */
export const GET = signedInRoute({}, ({ actor }) => listMySessions(actor));

/** Ends all of the caller's sessions but this one. */
export const DELETE = signedInRoute({ status: 204 }, ({ actor }) => revokeMySessions(actor, null));
