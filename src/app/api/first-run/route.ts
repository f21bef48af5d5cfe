import { firstRunSchema } from "@/features/users/schema";
import { completeFirstRun } from "@/features/users/server/write-first-run";
import { limitAddress } from "@/server/rate-limits/limits";
import { publicRoute } from "@/server/api/route";

/** Creates the first admin of a new installation, once. */
export const POST = publicRoute({ body: firstRunSchema, status: 201 }, async ({ body, address }) => {
  await limitAddress("first-run", address, 50, 60 * 60);
  return await completeFirstRun(body, address);
});
