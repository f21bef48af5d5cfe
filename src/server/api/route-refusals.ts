import { say } from "@/messages/server/say";
import { AppError } from "@/shared/errors";
import { publicRoute, signedInRoute } from "./route";

/** Answers a method that a path does not offer: 405, to callers who are signed in. */
export const refuseMethod = signedInRoute({}, async () => {
  throw new AppError("method_not_allowed", say("refusals.api.method"));
});

/** The same where no session is needed. */
export const refusePublicMethod = publicRoute({}, async () => {
  throw new AppError("method_not_allowed", say("refusals.api.method"));
});
