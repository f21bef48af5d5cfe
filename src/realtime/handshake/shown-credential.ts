import type { IncomingHttpHeaders } from "node:http";
import { isSealedToken } from "@/server/sign-in/access-tokens";
import { isKnownForeignToken } from "@/server/sign-in/foreign-tokens";
import { bearerToken, hashToken, sessionIdOfCookie } from "@/server/api/actor";
import { hasTwoSessionCookies, readAuthCookies, authCookieName } from "@/server/sign-in/auth-cookies";
import type { CredentialKind, RefusedCredential } from "@/realtime/sockets/credential-kind";
import type { TypedSocket } from "@/realtime/sockets/sockets";

/** The credential of a handshake, as far as it can be checked without the database. */
export interface ShownCredential {
  kind: CredentialKind;
  token: string | null;
  /** Whether we issued it (it is signed by our secret) or it counted here before, though it may have ended since. */
  isOurs: boolean;
}

const sessions = new WeakMap<object, string>();

/** The session or token of ours in the headers of a request, as a key; null when there is none. Remembered for `shownBy`. */
export async function sessionShownBy(request: { headers: IncomingHttpHeaders }): Promise<string | null> {
  const token = bearerToken(request.headers.authorization);
  const session =
    token === null
      ? await sessionIdOfCookie(request.headers.cookie ?? null)
      : isShownBefore(token)
        ? hashToken(token)
        : null;
  if (session !== null) {
    sessions.set(request, session);
  }
  return session;
}

/** The session that `sessionShownBy` found in the headers of this request, as a key. */
export function sessionOf(request: object): string | null {
  return sessions.get(request) ?? null;
}

/** The credential of a handshake: `auth.token` goes before an Authorization header, and that before the cookie. */
export function shownBy(socket: Pick<TypedSocket, "handshake" | "request">): ShownCredential {
  const { headers, auth } = socket.handshake;
  const token: unknown = auth["token"];
  if (typeof token === "string" && token !== "") {
    return { kind: "auth.token", token, isOurs: isShownBefore(token) };
  }
  const isOurs = sessions.has(socket.request);
  const bearer = bearerToken(headers.authorization);
  if (bearer !== null) {
    return { kind: "bearer", token: bearer, isOurs };
  }
  return { kind: isOurs ? "cookie" : "none", token: null, isOurs };
}

/** Whether a token was issued here, or is a provider's that counted here before. */
function isShownBefore(token: string): boolean {
  return isSealedToken(token) || isKnownForeignToken(token);
}

/** The log's name for the credential of a handshake that was refused after its auth packet had come. */
export function refusedCredential(
  { kind }: ShownCredential,
  { cookie }: IncomingHttpHeaders,
): RefusedCredential {
  return kind === "none" && hasSessionCookie(cookie ?? null) ? "unreadable cookie" : kind;
}

/** The same for a handshake of which only the headers have come. */
export function credentialOfHeaders(request: { headers: IncomingHttpHeaders }): RefusedCredential {
  const { authorization, cookie } = request.headers;
  if (bearerToken(authorization) !== null) {
    return "bearer";
  }
  return hasSessionCookie(cookie ?? null) ? "cookie" : "none in headers";
}

function hasSessionCookie(cookie: string | null): boolean {
  return (
    hasTwoSessionCookies(cookie) || readAuthCookies(cookie)[authCookieName("sessionToken")] !== undefined
  );
}
