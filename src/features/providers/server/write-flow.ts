import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { stringifySetCookie } from "cookie";
import { decode, encode } from "next-auth/jwt";
import { z } from "zod";
import { authCookieName, authCookieOptions, readAuthCookies } from "@/server/sign-in/auth-cookies";
import { authSecret } from "@/server/process/env";
import type { OrganisationId } from "@/shared/roles";
import { CALLBACK_PATH } from "@/features/providers/schema";
import { readDiscovery } from "./read-discovery";
import type { ProviderSettings } from "./read-settings";

const SCOPES = "openid profile email";
const SALT = "sign-in by an identity provider";
const FLOW_SECONDS = 15 * 60;
/** Hardly a limit; but a provider that is given one has to tell when it last asked the person who they are. */
const LONGEST_AGE_SECONDS = 30 * 24 * 60 * 60;

/** A sign-in that is under way: the browser holds it, sealed by our secret, until the provider sends it back. */
const flowSchema = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  target: z.string(),
  redirectUri: z.string(),
  issuer: z.string(),
  organisationId: z.string(),
  isFresh: z.boolean(),
});

/** A sign-in that is under way. */
export type Flow = z.infer<typeof flowSchema>;

/** What the beginning of a sign-in is about. */
export interface FlowStart {
  /** The origin of ours that the person came to. */
  origin: string;
  /** The path of ours to lead to afterwards. */
  target: string;
  /** Has the provider ask who it is, though it may know. */
  isFresh: boolean;
}

/** Begins a sign-in: the provider's address to go to, and the cookie that ties what comes back to this browser. Throws ProviderError. */
export async function beginFlow(
  organisationId: OrganisationId,
  settings: ProviderSettings,
  { origin, target, isFresh }: FlowStart,
): Promise<{ address: string; cookie: string }> {
  const discovery = await readDiscovery(settings.issuer);
  const flow: Flow = {
    state: secret(),
    nonce: secret(),
    verifier: secret(),
    target,
    redirectUri: `${origin}${CALLBACK_PATH}`,
    issuer: settings.issuer,
    organisationId,
    isFresh,
  };
  const address = new URL(discovery.authorization_endpoint);
  const parameters = {
    client_id: settings.clientId,
    response_type: "code",
    scope: SCOPES,
    redirect_uri: flow.redirectUri,
    state: flow.state,
    nonce: flow.nonce,
    code_challenge: createHash("sha256").update(flow.verifier).digest("base64url"),
    code_challenge_method: "S256",
    ...(isFresh ? { prompt: "login", max_age: "0" } : { max_age: String(LONGEST_AGE_SECONDS) }),
  };
  Object.entries(parameters).forEach(([name, value]) => address.searchParams.set(name, value));
  const sealed = await encode({ token: flow, secret: authSecret(), maxAge: FLOW_SECONDS, salt: SALT });
  return { address: address.href, cookie: flowCookie(sealed) };
}

/** The sign-in of this organisation that a browser began, by its cookies and the state that came back; null where they do not belong together. */
export async function readFlow(
  organisationId: OrganisationId,
  cookies: string | null,
  state: string | null,
): Promise<Flow | null> {
  const sealed = readAuthCookies(cookies)[authCookieName("state")];
  if (sealed === undefined || state === null) {
    return null;
  }
  const token = await decode({ token: sealed, secret: authSecret(), salt: SALT }).catch(() => null);
  const flow = flowSchema.safeParse(token);
  return flow.success && isSame(flow.data.state, state) && flow.data.organisationId === organisationId
    ? flow.data
    : null;
}

/** The Set-Cookie by which a browser forgets the sign-in that it began: no state counts twice there. */
export function forgetFlow(): string {
  return flowCookie("", 0);
}

function flowCookie(value: string, maxAge = FLOW_SECONDS): string {
  const { name, options } = authCookieOptions().state;
  return stringifySetCookie(name, value, { ...options, maxAge });
}

function secret(): string {
  return randomBytes(32).toString("base64url");
}

function isSame(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}
