import { decodeJwt, errors, jwtVerify, type JWTPayload } from "jose";
import { z } from "zod";
import { readDiscovery } from "./read-discovery";
import { ProviderError } from "./read-fetch";
import { signingKeys, SIGNING_ALGORITHMS } from "./read-keys";
import type { ProviderSettings } from "./read-settings";
import { sidSchema, subjectSchema, type Claims } from "./rules-claims";

/** What is read of any token whose signature, issuer, audience and times are right. */
export interface CheckedToken {
  subject: string;
  sid: string | null;
  issuedAt: Date;
  endsAt: Date;
  claims: Claims;
}

/** A checked message of a provider that somebody's session ended there. */
export interface CheckedLogout {
  /** Null where the session alone is named. */
  subject: string | null;
  sid: string | null;
  tokenId: string;
}

/** By how much clocks may differ. */
const TOLERANCE_SECONDS = 10;
/** A message about a sign-out is sent at once; an old one is somebody's copy. */
const LOGOUT_AGE_SECONDS = 300;
const LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout";

const TYPES = {
  id: /^jwt$/i,
  access: /^(application\/)?(at\+)?jwt$/i,
  logout: /^(application\/)?(logout\+)?jwt$/i,
} as const;

const logoutSchema = z.object({
  jti: z.string().min(1).max(255),
  sub: subjectSchema.optional(),
  sid: z
    .string()
    .regex(/^[\x20-\x7e]{1,255}$/)
    .optional(),
  events: z.object({ [LOGOUT_EVENT]: z.object({}) }),
});

/** Checks the ID token of a sign-in whose `nonce` this is. Throws ProviderError. */
export async function checkIdToken(
  settings: ProviderSettings,
  token: string,
  nonce: string,
): Promise<CheckedToken> {
  const claims = await verify(settings, token, { kind: "id", audience: settings.clientId });
  const isForOthers = [claims.aud].flat().length > 1 && claims["azp"] === undefined;
  if (isForOthers || (claims["azp"] !== undefined && claims["azp"] !== settings.clientId)) {
    throw new ProviderError("invalid", "The ID token was issued to another client.");
  }
  if (claims["nonce"] !== nonce) {
    throw new ProviderError("invalid", "The ID token belongs to another sign-in.");
  }
  return checked(claims);
}

/** Checks an access token that a client shows. Throws ProviderError. */
export async function checkAccessToken(settings: ProviderSettings, token: string): Promise<CheckedToken> {
  const claims = await verify(settings, token, { kind: "access", audience: settings.audience });
  // With the client itself as audience an ID token would pass for an access token: it is shown to browsers, and gives no rights.
  const isAnother = ["nonce", "at_hash", "c_hash", "s_hash", "events"].some((name) =>
    Object.hasOwn(claims, name),
  );
  if (isAnother || ["ID", "Refresh", "Offline", "Logout"].includes(String(claims["typ"]))) {
    throw new ProviderError("invalid", "This token of the provider is no access token.");
  }
  return checked(claims);
}

/** Checks the token of a back-channel logout. Throws ProviderError. */
export async function checkLogoutToken(settings: ProviderSettings, token: string): Promise<CheckedLogout> {
  const claims = await verify(settings, token, { kind: "logout", audience: settings.clientId });
  const parsed = logoutSchema.safeParse(claims);
  if (!parsed.success || Object.hasOwn(claims, "nonce")) {
    throw new ProviderError("invalid", "This is no logout token.");
  }
  const { sub: subject = null, sid = null, jti: tokenId } = parsed.data;
  if (subject === null && sid === null) {
    throw new ProviderError("invalid", "The logout token names neither a person nor a session.");
  }
  return { subject, sid, tokenId };
}

/** Whether a token says that it is of this issuer, of which nothing is known yet. */
export function claimsIssuer(token: string, issuer: string): boolean {
  try {
    return decodeJwt(token).iss === issuer;
  } catch {
    return false;
  }
}

async function verify(
  settings: ProviderSettings,
  token: string,
  { kind, audience }: { kind: keyof typeof TYPES; audience: string },
): Promise<JWTPayload> {
  const { jwks_uri: keys } = await readDiscovery(settings.issuer);
  try {
    const { payload, protectedHeader } = await jwtVerify(token, signingKeys(keys), {
      issuer: settings.issuer,
      audience,
      algorithms: SIGNING_ALGORITHMS,
      clockTolerance: TOLERANCE_SECONDS,
      requiredClaims: kind === "logout" ? ["iat"] : ["iat", "exp", "sub"],
      ...(kind === "logout" ? { maxTokenAge: LOGOUT_AGE_SECONDS } : {}),
    });
    if (protectedHeader.typ !== undefined && !TYPES[kind].test(protectedHeader.typ)) {
      throw new ProviderError("invalid", `A token of the type ${protectedHeader.typ} is none of this kind.`);
    }
    if (payload.iat !== undefined && payload.iat > Date.now() / 1000 + TOLERANCE_SECONDS) {
      throw new ProviderError("invalid", "The token was issued in the future.");
    }
    return payload;
  } catch (error) {
    throw asProviderError(error);
  }
}

function checked(claims: JWTPayload): CheckedToken {
  const subject = subjectSchema.safeParse(claims.sub);
  if (!subject.success || claims.iat === undefined || claims.exp === undefined) {
    throw new ProviderError("invalid", "The token names nobody.");
  }
  return {
    subject: subject.data,
    sid: sidSchema.parse(claims["sid"] ?? null),
    issuedAt: new Date(claims.iat * 1000),
    endsAt: new Date(claims.exp * 1000),
    claims,
  };
}

/** jose's codes for what is the fault of the key set or of the way to it. */
const AWAY = [errors.JOSEError.code, errors.JWKSTimeout.code, errors.JWKSInvalid.code];

function asProviderError(error: unknown): ProviderError {
  if (error instanceof ProviderError) {
    return error;
  }
  const code: unknown = error instanceof Error ? Reflect.get(error, "code") : undefined;
  const kind = AWAY.some((one) => one === code) ? "away" : "invalid";
  const message = error instanceof Error ? error.message : "unknown";
  return new ProviderError(kind, `A token of the provider was refused: ${message}.`, { cause: error });
}
