import { stringifySetCookie } from "cookie";
import { encode } from "next-auth/jwt";
import { authSecret } from "@/server/process/env";
import { authCookieOptions } from "./auth-cookies";

/** The cookie outlives any session: the session's row decides, and browsers keep no cookie longer than this. */
export const COOKIE_SECONDS = 400 * 24 * 60 * 60;

/**
 * The Set-Cookie by which a browser has this session, as next-auth would write it: it holds two ids and nothing about the
 * person. The browser keeps it for `seconds`, that of a guest no longer than the session.
 */
export async function makeSessionCookie(
  session: { id: string; personId: string },
  seconds = COOKIE_SECONDS,
): Promise<string> {
  const { name, options } = authCookieOptions().sessionToken;
  const token = { sub: session.personId, sid: session.id };
  const value = await encode({ token, secret: authSecret(), maxAge: seconds });
  const expires = new Date(Date.now() + seconds * 1000);
  return stringifySetCookie(name, value, { ...options, expires });
}
