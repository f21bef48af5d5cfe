import { say } from "@/messages/server/say";
import { canAdminister } from "@/features/users/policy";
import { signedInRoute } from "@/server/api/route";
import { AppError } from "@/shared/errors";

/** Every other path below /api/admin: a person without access learns just that, not what exists. */
const handler = signedInRoute({ may: canAdminister }, async () => {
  throw new AppError("not_found", say("refusals.http.nothingHere"));
});

export { handler as DELETE, handler as GET, handler as PATCH, handler as POST, handler as PUT };
