import { linkTokenSchema } from "@/features/users/schema";
import { requireFirstRunToken } from "@/features/users/server/write-first-run";
import { limitAddress } from "@/server/rate-limits/limits";
import { publicRoute } from "@/server/api/route";

/** Answers whether a first-run token is valid, before anything is typed; that does not use it up. */
export const POST = publicRoute({ body: linkTokenSchema, status: 204 }, async ({ body, address }) => {
  await limitAddress("first-run", address, 50, 60 * 60);
  await requireFirstRunToken(body.token);
});
