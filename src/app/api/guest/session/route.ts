import { guestTokenSchema } from "@/features/guests/schema";
import { openGuestLink } from "@/features/guests/server/write-session";
import { credentialsOf, resolveSession } from "@/server/api/actor";
import { publicRoute } from "@/server/api/route";
import { isDemoOpenTo } from "@/server/http/request/demo-exposure";
import { limitAddress } from "@/server/rate-limits/limits";
import { makeSessionCookie } from "@/server/sign-in/session-cookie";
import { GUEST_SESSION_DAYS } from "@/server/sign-in/session-lifetime";
import { requireOrganisation } from "@/server/tenant/tenant";

/** Opens the ticket of a guest's link: the answer sets the browser's session, in the place of the one that it had. */
export const POST = publicRoute({ body: guestTokenSchema }, async ({ body, request, address }) => {
  await limitAddress("guest-session", address, 100, 60 * 60);
  const { headers } = request;
  const earlier = await resolveSession({ ...credentialsOf(headers), bearer: null });
  const opened = await openGuestLink(
    await requireOrganisation(request),
    body.token,
    { address, userAgent: headers.get("user-agent"), isDemoOpen: isDemoOpenTo(headers) },
    earlier && { sessionId: earlier.actor.sessionId, personId: earlier.actor.id },
  );
  const session = { id: opened.sessionId, personId: opened.personId };
  const cookie = await makeSessionCookie(session, GUEST_SESSION_DAYS * 24 * 60 * 60);
  return Response.json(opened.answer, {
    headers: { "cache-control": "no-store", "set-cookie": cookie },
  });
});
