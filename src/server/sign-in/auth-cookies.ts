import { parseCookie } from "cookie";
import { env } from "@/server/process/env";

/** The cookies of signing in, by purpose. */
const PURPOSES = {
  sessionToken: "session-token",
  callbackUrl: "callback-url",
  csrfToken: "csrf-token",
  pkceCodeVerifier: "pkce.code_verifier",
  state: "state",
  nonce: "nonce",
} as const;

/** The purpose of a cookie of signing in. */
export type AuthCookie = keyof typeof PURPOSES;

const SHORT_SECONDS = 15 * 60;

/** Whether browsers speak https to us, by NEXTAUTH_URL: a proxy in front may end the TLS. */
export function usesSecureCookies(): boolean {
  return env().publicUrl.startsWith("https://");
}

/**
 * The name of a cookie of signing in. Behind https it begins with `__Host-`: such a cookie no neighbouring host, no
 * plain http and no deeper path can set.
 */
export function authCookieName(purpose: AuthCookie): string {
  return `${usesSecureCookies() ? "__Host-" : ""}next-auth.${PURPOSES[purpose]}`;
}

/** The same for next-auth, with how they are set. */
export function authCookieOptions(): Record<
  AuthCookie,
  {
    name: string;
    options: { httpOnly: true; sameSite: "lax"; path: "/"; secure: boolean; maxAge?: number };
  }
> {
  const make = (purpose: AuthCookie, isShort = false) => ({
    name: authCookieName(purpose),
    options: {
      httpOnly: true as const,
      sameSite: "lax" as const,
      path: "/" as const,
      secure: usesSecureCookies(),
      ...(isShort ? { maxAge: SHORT_SECONDS } : {}),
    },
  });
  return {
    sessionToken: make("sessionToken"),
    callbackUrl: make("callbackUrl"),
    csrfToken: make("csrfToken"),
    pkceCodeVerifier: make("pkceCodeVerifier", true),
    state: make("state", true),
    nonce: make("nonce", true),
  };
}

/**
 * The cookies of signing in of a Cookie header, by name: the one parser for the API, pages and sockets. A
 * name that comes twice counts as not sent, as another site (another path, a parent domain) planted one of
 * the two and it is unknown which. Anything else, such as the numbered chunks that next-auth would join, and
 * names of earlier releases, is left out.
 */
export function readAuthCookies(header: string | null): Record<string, string> {
  return Object.fromEntries(
    [...collect(header)].flatMap(([name, values]) =>
      values.length === 1 && values[0] !== undefined ? [[name, values[0]]] : [],
    ),
  );
}

/** Whether a browser sends two session cookies, which only its user can correct. */
export function hasTwoSessionCookies(header: string | null): boolean {
  return (collect(header).get(authCookieName("sessionToken"))?.length ?? 0) > 1;
}

function collect(header: string | null): Map<string, string[]> {
  const names = new Set(purposes().map(authCookieName));
  const found = new Map<string, string[]>();
  for (const part of (header ?? "").split(";")) {
    for (const [name, value] of Object.entries(parseCookie(part))) {
      if (names.has(name) && value !== undefined) {
        found.set(name, [...(found.get(name) ?? []), value]);
      }
    }
  }
  return found;
}

/** Names of the session cookie in earlier releases that a browser may still send; they give no access. */
export function formerSessionCookies(header: string | null): string[] {
  const former = "__Secure-next-auth.session-token";
  return usesSecureCookies() && (header ?? "").includes(`${former}=`) ? [former] : [];
}

function purposes(): AuthCookie[] {
  return ["sessionToken", "callbackUrl", "csrfToken", "pkceCodeVerifier", "state", "nonce"];
}
