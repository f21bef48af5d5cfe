import { stringifySetCookie } from "cookie";
import { decode, encode } from "next-auth/jwt";
import { authSecret } from "@/server/process/env";
import { shareOnce } from "@/server/process/globals";
import { authCookieOptions } from "./auth-cookies";

/** The cookie outlives any session: the session's row decides, and browsers keep no cookie longer than this. */
export const COOKIE_SECONDS = 400 * 24 * 60 * 60;

/** Opened cookies that are remembered: each is opened for every request and handshake of its browser, which costs as much as the rest of a small one. */
const MOST_OPENED = 10_000;

interface Opened {
  sid: string;
  /** Milliseconds. */
  expiresAt: number;
}

/**
 * The session's id in the value of a session cookie, or null when it is not ours or has expired. That says nothing of the
 * session, which may have ended: its row decides each time.
 */
export async function openSessionCookie(value: string): Promise<string | null> {
  const opened = openedCookies();
  const known = opened.get(value);
  if (known && known.expiresAt > Date.now()) {
    return known.sid;
  }
  opened.delete(value);
  try {
    const token = await decode({ token: value, secret: authSecret() });
    const { sid, exp } = token ?? {};
    if (typeof sid !== "string") {
      return null;
    }
    if (typeof exp === "number") {
      const [oldest] = opened.size >= MOST_OPENED ? opened.keys() : [];
      opened.delete(oldest ?? "");
      opened.set(value, { sid, expiresAt: exp * 1000 });
    }
    return sid;
  } catch {
    return null;
  }
}

function openedCookies(): Map<string, Opened> {
  const kept = shareOnce("opened-cookies", () => ({ secret: "", byValue: new Map<string, Opened>() }));
  if (kept.secret !== authSecret()) {
    // What another secret made is not ours.
    kept.secret = authSecret();
    kept.byValue.clear();
  }
  return kept.byValue;
}

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
