import { directoryPasswords } from "@/features/directories/server/write-sign-in";
import { partyOf } from "@/features/passkeys/server/read-party";
import { reauthenticateSchema } from "@/features/sessions/schema";
import { reauthenticate } from "@/features/sessions/server/write-reauthenticate";
import { isDemoOpenTo } from "@/server/http/request/demo-exposure";
import { signedInRoute } from "@/server/api/route";

/** Checks again who the caller is, for actions that need a recent proof of it; or their second factor, where a provider did not ask for one. */
export const POST = signedInRoute(
  { body: reauthenticateSchema, beforeSecondFactor: true, beforeShowingFactor: true, status: 204 },
  ({ session, body, key, address, request }) =>
    reauthenticate(
      session,
      body,
      {
        key,
        address,
        isDemoOpen: isDemoOpenTo(request.headers),
        party: partyOf(request),
        userAgent: request.headers.get("user-agent"),
      },
      directoryPasswords,
    ),
);
