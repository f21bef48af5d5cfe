import { runJob } from "@/features/jobs/server/write";
import { canAdminister } from "@/features/users/policy";
import { signedInRoute } from "@/server/api/route";

/** Begins a run of a background job. */
export const POST = signedInRoute({ may: canAdminister, status: 204 }, ({ actor, params, key, address }) =>
  runJob(actor, params["id"] ?? "", { key, address }),
);
