import { say } from "@/messages/server/say";
import { limitAddress } from "@/server/rate-limits/limits";
import { requireOrganisation } from "@/server/tenant/tenant";
import { AppError } from "@/shared/errors";
import { endsSession } from "@/features/sessions/server/present-next-auth";
import { isProviderAway } from "./read-fetch";
import { providerSettings } from "./read-settings";
import { readSignOutAddress } from "./read-sign-out";
import { checkLogoutToken, claimsIssuer } from "./read-tokens";
import { endByBrowser, endByMessage } from "./write-logout";

/** Messages about sign-outs that one address may send in a minute and that count for nothing. */
const REFUSED_PER_MINUTE = 300;

/**
 * Answers a request to next-auth; to a page that has signed out somebody for whom the provider vouched, the answer names the
 * provider's address, where its own session ends too. A form without our script stays here: no browser follows it to another site.
 */
export async function alsoSignOutThere(
  request: Request,
  segments: readonly string[],
  answerHere: () => Promise<Response>,
): Promise<Response> {
  const isSignOut = request.method === "POST" && segments[0] === "signout";
  const address = isSignOut ? await readSignOutAddress(request) : null;
  const response = await answerHere();
  if (address === null || response.status !== 200 || !endsSession(response)) {
    return response;
  }
  return new Response(JSON.stringify({ url: address }), { status: 200, headers: response.headers });
}

/** Back-channel logout: ends what the provider's signed message names. Throws `bad_request` for any other, and for one that came before. */
export async function endByBackChannel(request: Request, token: string, address: string): Promise<Response> {
  const organisationId = await requireOrganisation(request);
  const settings = await providerSettings(organisationId);
  try {
    if (settings === null || !claimsIssuer(token, settings.issuer)) {
      throw refused();
    }
    const { issuer } = settings;
    const message = await checkLogoutToken(settings, token);
    if (!(await endByMessage(organisationId, { issuer, ...message }))) {
      throw refused();
    }
    return new Response(null, { status: 200, headers: { "cache-control": "no-store" } });
  } catch (error) {
    if (isProviderAway(error)) {
      throw new AppError("unavailable", say("refusals.providers.away"), { retryAfter: 5 });
    }
    await limitAddress("provider-logout", address, REFUSED_PER_MINUTE, 60);
    throw error instanceof Error && error.name === "ProviderError" ? refused() : error;
  }
}

/** Front-channel logout: the provider's page loads this in a hidden frame, without our cookies, so the names alone say what ends. */
export async function endByFrontChannel(
  request: Request,
  { iss, sid }: { iss: string; sid: string },
  address: string,
): Promise<Response> {
  const organisationId = await requireOrganisation(request);
  await limitAddress("provider-logout", address, REFUSED_PER_MINUTE, 60);
  const settings = await providerSettings(organisationId);
  if (settings === null || iss !== settings.issuer) {
    throw refused();
  }
  await endByBrowser(organisationId, { issuer: iss, sid });
  return new Response("", {
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "content-security-policy": `default-src 'none'; frame-ancestors ${new URL(iss).origin}`,
    },
  });
}

function refused(): AppError {
  return new AppError("bad_request", say("refusals.providers.logout"));
}
