import { listJobs } from "@/features/jobs/server/read";
import { canAdminister } from "@/features/users/policy";
import { pageOfWhole } from "@/server/api/paging";
import { signedInRoute } from "@/server/api/route";
import { wholeListQuerySchema } from "@/shared/paging";

/** The background jobs of the installation. */
export const GET = signedInRoute({ may: canAdminister, query: wholeListQuerySchema }, async ({ query }) =>
  pageOfWhole(await listJobs(), query),
);
