import { encode } from "next-auth/jwt";
import { authSecret } from "@/server/process/env";
import { authCookieName, usesSecureCookies } from "./auth-cookies";
import { GUEST_SESSION_DAYS } from "./session-lifetime";

const SECONDS = GUEST_SESSION_DAYS * 24 * 60 * 60;

/** The Set-Cookie of a guest's session: as next-auth's own, of the same name, so that pages, API and sockets read it alike. */
export async function sessionCookie(session: { personId: string; sessionId: string }): Promise<string> {
  const { personId: sub, sessionId: sid } = session;
  const value = await encode({ token: { sub, sid }, secret: authSecret(), maxAge: SECONDS });
  const attributes = `Path=/; Max-Age=${SECONDS}; HttpOnly; SameSite=Lax${usesSecureCookies() ? "; Secure" : ""}`;
  return `${authCookieName("sessionToken")}=${value}; ${attributes}`;
}
