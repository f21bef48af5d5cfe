import { directoryPasswords } from "@/features/directories/server/write-sign-in";
import { reauthenticateSchema } from "@/features/sessions/schema";
import { reauthenticate } from "@/features/sessions/server/write-reauthenticate";
import { isDemoOpenTo } from "@/server/http/request/demo-exposure";
import { signedInRoute } from "@/server/api/route";

/** Checks the caller's password again, for actions that need a recent proof of it. */
export const POST = signedInRoute(
  { body: reauthenticateSchema, beforeSecondFactor: true, status: 204 },
  ({ session, body, key, address, request }) =>
    reauthenticate(
      session,
      body.password,
      {
        key,
        address,
        isDemoOpen: isDemoOpenTo(request.headers),
        userAgent: request.headers.get("user-agent"),
      },
      directoryPasswords,
    ),
);
