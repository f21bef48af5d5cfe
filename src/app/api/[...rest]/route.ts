import { publicRoute } from "@/server/api/route";
import { AppError } from "@/shared/errors";

/** Whatever else begins with /api: there is nothing, signed in or not, and that is said as every other error is. */
const handler = publicRoute({}, async () => {
  throw new AppError("not_found", "There is nothing at this address.");
});

export { handler as DELETE, handler as GET, handler as PATCH, handler as POST, handler as PUT };
