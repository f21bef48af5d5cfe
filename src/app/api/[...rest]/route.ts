import { say } from "@/messages/server/say";
import { publicRoute } from "@/server/api/route";
import { AppError } from "@/shared/errors";

/** Every other path below /api: not found, signed in or not, in the same form as every other error. */
const handler = publicRoute({}, async () => {
  throw new AppError("not_found", say("refusals.http.nothingHere"));
});

export { handler as DELETE, handler as GET, handler as PATCH, handler as POST, handler as PUT };
