import { z } from "zod";
import { tally } from "@/server/audit/tally";
import { noteOutage } from "@/server/outages/outages";
import { log } from "@/server/process/log";
import { sealSecret } from "@/server/secrets/seal";
import { makeSessionCookie } from "@/server/sign-in/session-cookie";
import type { OrganisationId } from "@/shared/roles";
import type { ProviderProblem } from "@/features/providers/schema";
import type { Origin } from "@/features/sessions/server/write";
import { signInBrowser, signOut } from "@/features/sessions/server/write-sign-in";
import { readDiscovery, type Discovery } from "./read-discovery";
import { askProvider, isProviderAway, ProviderError, readJson } from "./read-fetch";
import type { ProviderSettings } from "./read-settings";
import { askTokenEndpoint } from "./read-token-endpoint";
import { checkIdToken, type CheckedToken } from "./read-tokens";
import { hasRoles, nameIn, showsSecondFactor, verifiedEmailIn } from "./rules-claims";
import { idTokenPurpose } from "./rules-sealed";
import { admitByToken, isDisabledHere } from "./write-admit";
import type { Flow } from "./write-flow";
import { hasEndedThere } from "./write-logout";

/** What a provider sent a browser back with. */
export interface Returned {
  code: string | null;
  error: string | null;
  iss: string | null;
}

/** Who came back, from where, and the session that this browser had before. */
export interface Comer {
  from: Origin;
  earlier: { sessionId: string; personId: string } | null;
}

/** The end of a sign-in: the cookie of the new session, or why there is none. */
export type FlowEnd = { cookie: string; problem: null } | { cookie: null; problem: ProviderProblem };

const tokensSchema = z.object({
  id_token: z.string().max(64_000),
  access_token: z.string().max(64_000).optional(),
});

/** An ID token that is longer is not kept: an address has to hold it when the person signs out. */
const KEPT_ID_TOKEN_MAX = 6_000;
const SECOND = 1_000;

/** Ends a sign-in: exchanges the code, checks who it is, and begins a session of the person whom that is here. */
export async function endFlow(
  organisationId: OrganisationId,
  settings: ProviderSettings,
  flow: Flow,
  returned: Returned,
  comer: Comer,
): Promise<FlowEnd> {
  try {
    return await exchange(organisationId, settings, flow, returned, comer);
  } catch (error) {
    const isAway = isProviderAway(error);
    if (!isAway && !(error instanceof ProviderError)) {
      throw error;
    }
    if (isAway) {
      await noteOutage(organisationId, "provider");
    }
    log().warn({ err: error, issuer: settings.issuer }, "a sign-in by the identity provider failed");
    return refuse(organisationId, settings, isAway ? "ProviderAway" : "ProviderInvalid", comer.from);
  }
}

async function exchange(
  organisationId: OrganisationId,
  settings: ProviderSettings,
  flow: Flow,
  returned: Returned,
  { from, earlier }: Comer,
): Promise<FlowEnd> {
  const discovery = await readDiscovery(settings.issuer);
  refuseMixUp(settings, discovery, returned);
  if (returned.code === null) {
    log().info({ error: returned.error?.slice(0, 100) }, "the identity provider refused a sign-in");
    return refuse(organisationId, settings, "ProviderDenied", from);
  }
  const { idToken, accessToken } = await exchangeCode(settings, discovery, flow, returned.code);
  const token = await complete(
    await checkIdToken(settings, idToken, flow.nonce),
    settings,
    discovery,
    accessToken,
  );
  const person = await admitByToken(organisationId, settings, token, {
    isWhole: true,
    address: from.address,
  });
  const { issuer } = settings;
  const { subject, sid } = token;
  if (!person) {
    const isDisabled = await isDisabledHere(organisationId, issuer, subject);
    return refuse(organisationId, settings, isDisabled ? "ProviderDisabled" : "ProviderUnknown", from);
  }
  const sessionId = await signInBrowser(person, from, earlier, {
    issuer,
    subject,
    providerSid: sid,
    sealIdToken: idToken.length > KEPT_ID_TOKEN_MAX ? null : (id) => sealSecret(idToken, idTokenPurpose(id)),
    provenAt: provenAt(token, flow),
    hasSecondFactor: showsSecondFactor(token.claims, settings.secondFactor),
  });
  // Only now, with the session there: a message about its end that comes later finds it. A token's time is in whole seconds.
  const since = new Date(token.issuedAt.getTime() + SECOND);
  if (await hasEndedThere(organisationId, { issuer, subject, sid }, since)) {
    await signOut(sessionId);
    return refuse(organisationId, settings, "ProviderExpired", from);
  }
  return { cookie: await makeSessionCookie({ id: sessionId, personId: person.id }), problem: null };
}

/** What comes back has to come from the provider that the browser was sent to (RFC 9207). */
function refuseMixUp({ issuer }: ProviderSettings, discovery: Discovery, { iss }: Returned): void {
  const isMissing = iss === null && discovery.authorization_response_iss_parameter_supported === true;
  if (isMissing || (iss !== null && iss !== issuer)) {
    throw new ProviderError("invalid", "Another issuer than the one that was asked sent the browser back.");
  }
}

async function exchangeCode(
  settings: ProviderSettings,
  discovery: Discovery,
  flow: Flow,
  code: string,
): Promise<{ idToken: string; accessToken: string | null }> {
  const answer = await askTokenEndpoint(settings, discovery, {
    grant_type: "authorization_code",
    code,
    redirect_uri: flow.redirectUri,
    code_verifier: flow.verifier,
  });
  const tokens = tokensSchema.safeParse(answer.status === 200 ? readJson(answer) : null);
  if (!tokens.success) {
    const error = z.object({ error: z.string() }).safeParse(answer.isJson ? readJson(answer) : null);
    const what = error.success ? error.data.error.slice(0, 100) : "no tokens";
    throw new ProviderError("invalid", `The provider gave nothing for the code: ${answer.status}, ${what}.`);
  }
  return { idToken: tokens.data.id_token, accessToken: tokens.data.access_token ?? null };
}

/** An ID token with what the provider says elsewhere of the same person, where it is short of something that counts here. */
async function complete(
  token: CheckedToken,
  settings: ProviderSettings,
  discovery: Discovery,
  accessToken: string | null,
): Promise<CheckedToken> {
  const isRoleMissing = settings.roleMap.length > 0 && !hasRoles(token.claims, settings);
  const isComplete =
    !isRoleMissing && nameIn(token.claims) !== "" && verifiedEmailIn(token.claims, settings.issuer) !== null;
  if (isComplete || accessToken === null || discovery.userinfo_endpoint === undefined) {
    return token;
  }
  const answer = await askProvider(discovery.userinfo_endpoint, {
    headers: { authorization: `Bearer ${accessToken}`, accept: "application/json" },
  });
  if (answer.status !== 200 || !answer.isJson) {
    return token;
  }
  const info = z.looseObject({ sub: z.string() }).safeParse(readJson(answer));
  if (!info.success || info.data.sub !== token.subject) {
    throw new ProviderError("invalid", "The provider named somebody else than the one who signed in.");
  }
  return { ...token, claims: { ...info.data, ...token.claims } };
}

/** When the provider last asked who it is. Where it does not say, only a sign-in for which it was requested to ask counts. */
function provenAt({ claims, issuedAt }: CheckedToken, { isFresh }: Flow): Date | null {
  const at = claims["auth_time"];
  if (typeof at === "number" && Number.isFinite(at)) {
    return new Date(Math.min(at * SECOND, Date.now()));
  }
  return isFresh ? issuedAt : null;
}

function refuse(
  organisationId: OrganisationId,
  { issuer }: ProviderSettings,
  problem: ProviderProblem,
  { address, userAgent }: Origin,
): FlowEnd {
  const data = { provider: issuer, why: problem };
  tally({ organisationId, actorId: null, action: "sign_in.failed", data, address, userAgent });
  return { cookie: null, problem };
}
