import { credentialsOf, resolveSession } from "@/server/api/actor";
import type { RequestContext } from "@/server/api/route";
import { requestOrigin } from "@/server/http/request/origin";
import { noteOutage } from "@/server/outages/outages";
import { log } from "@/server/process/log";
import { limitAddress } from "@/server/rate-limits/limits";
import { isAppError } from "@/shared/errors";
import { ownPath } from "@/shared/own-path";
import { env } from "@/server/process/env";
import { organisationForHost } from "@/server/tenant/tenant";
import type { OrganisationId } from "@/shared/roles";
import type { ProviderProblem } from "@/features/providers/schema";
import { isProviderAway } from "./read-fetch";
import { providerSettings, type ProviderSettings } from "./read-settings";
import { endFlow } from "./write-callback";
import { beginFlow, forgetFlow, readFlow } from "./write-flow";

/** Sign-ins by the provider that one address may begin or end in a minute: a whole office in the morning stays below it. */
const SIGN_INS_PER_MINUTE = 300;

/** Sends a browser to the identity provider; to our own page, which says why, where that cannot be. */
export async function beginProviderSignIn(
  context: RequestContext,
  { callbackUrl, fresh }: { callbackUrl?: string | undefined; fresh?: string | undefined },
): Promise<Response> {
  const { request } = context;
  const target = ownPath(callbackUrl, env().allowedOrigins);
  return await answer(context, target, async (organisationId, settings) => {
    const origin = requestOrigin(request);
    const isFresh = fresh === "1";
    try {
      const { address, cookie } = await beginFlow(organisationId, settings, { origin, target, isFresh });
      return leadTo(address, [cookie]);
    } catch (error) {
      log().warn({ err: error, issuer: settings.issuer }, "the identity provider cannot be asked");
      const isAway = isProviderAway(error);
      if (isAway) {
        await noteOutage(organisationId, "provider");
      }
      return leadToSignIn(context, isAway ? "ProviderAway" : "ProviderInvalid", target);
    }
  });
}

/** Ends the sign-in that the provider sent a browser back from, and leads to where the person wanted to go. */
export async function endProviderSignIn(context: RequestContext, query: URLSearchParams): Promise<Response> {
  const { request, address } = context;
  return await answer(context, "/", async (organisationId, settings) => {
    const cookies = request.headers.get("cookie");
    const flow = await readFlow(organisationId, cookies, only(query, "state"));
    if (flow === null || flow.issuer !== settings.issuer) {
      return leadToSignIn(context, "ProviderExpired", "/", [forgetFlow()]);
    }
    const earlier = await resolveSession({ ...credentialsOf(request.headers), bearer: null });
    const { cookie, problem } = await endFlow(
      organisationId,
      settings,
      flow,
      { code: only(query, "code"), error: only(query, "error"), iss: only(query, "iss") },
      {
        from: { address, userAgent: request.headers.get("user-agent"), isDemoOpen: false },
        earlier: earlier && { sessionId: earlier.actor.sessionId, personId: earlier.actor.id },
      },
    );
    return cookie === null
      ? leadToSignIn(context, problem, flow.target, [forgetFlow()])
      : leadTo(`${requestOrigin(request)}${flow.target}`, [forgetFlow(), cookie]);
  });
}

async function answer(
  context: RequestContext,
  target: string,
  work: (organisationId: OrganisationId, settings: ProviderSettings) => Promise<Response>,
): Promise<Response> {
  const organisationId = await organisationForHost(context.request.headers.get("host"));
  const settings = organisationId && (await providerSettings(organisationId));
  if (!organisationId || !settings) {
    return leadToSignIn(context, "ProviderNone", target);
  }
  try {
    await limitAddress("provider-sign-in", context.address, SIGN_INS_PER_MINUTE, 60);
  } catch (error) {
    if (isAppError(error) && error.code === "rate_limited") {
      return leadToSignIn(context, `RateLimited:${error.extras.retryAfter ?? 60}`, target);
    }
    throw error;
  }
  return await work(organisationId, settings);
}

/** A parameter of the address; null where it is missing, or comes twice and it is unknown which counts. */
function only(query: URLSearchParams, name: string): string | null {
  const [value = null, ...more] = query.getAll(name);
  return more.length > 0 ? null : value;
}

function leadToSignIn(
  { request }: RequestContext,
  error: ProviderProblem | `RateLimited:${number}`,
  target: string,
  cookies: readonly string[] = [],
): Response {
  const address = new URL("/sign-in", requestOrigin(request));
  address.searchParams.set("error", error);
  if (target !== "/") {
    address.searchParams.set("callbackUrl", target);
  }
  return leadTo(address.href, cookies);
}

function leadTo(address: string, cookies: readonly string[]): Response {
  const headers = new Headers({
    location: address,
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
  });
  cookies.forEach((cookie) => headers.append("set-cookie", cookie));
  return new Response(null, { status: 302, headers });
}
