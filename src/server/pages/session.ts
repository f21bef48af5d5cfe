import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { hasTwoSessionCookies } from "@/server/sign-in/auth-cookies";
import { isSecondFactorMissing } from "@/server/sign-in/second-factor-due";
import { credentialsOf, resolveSession, type LiveSession } from "@/server/api/actor";

/** Whatever session is behind the page that is being rendered: resolved once however many parts of the page ask. */
const anySession = cache(async (): Promise<LiveSession | null> => {
  return await resolveSession({ ...credentialsOf(await headers()), bearer: null });
});

/** The session of a person with an account behind the page, or null: a guest has pages of their own. */
export async function pageSession(): Promise<LiveSession | null> {
  const session = await anySession();
  return session && hasAccount(session) ? session : null;
}

/** The session of a guest behind the page; without one the visitor is led to where new links are asked for. */
export async function requireGuestSession(): Promise<LiveSession> {
  const session = await anySession();
  return session && !hasAccount(session) ? session : redirect("/guest/link");
}

function hasAccount({ actor }: LiveSession): boolean {
  return actor.role !== "guest";
}

/** The page where a missing second factor is turned on. */
const ENROLMENT = "/account";

/**
 * The session behind the page at `path` (with its query); without one the visitor signs in first and comes back to it. Who has
 * to turn on a second factor first is led to the page where that is done, which looks itself whether it is missing.
 */
export async function requirePageSession(path: string): Promise<LiveSession> {
  const session = await pageSession();
  if (session) {
    return isSecondFactorMissing(session) && path !== ENROLMENT ? redirect(ENROLMENT) : session;
  }
  // The sign-in page may get one cookie alone, and would redirect the visitor back here in a loop.
  const why = hasTwoSessionCookies((await headers()).get("cookie")) ? "error=TwoCookies&" : "";
  return redirect(`/sign-in?${why}callbackUrl=${encodeURIComponent(path)}`);
}
