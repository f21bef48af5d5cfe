import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { hasTwoSessionCookies } from "@/server/sign-in/auth-cookies";
import { credentialsOf, resolveSession, type LiveSession } from "@/server/api/actor";

/** The session behind the page that is being rendered, or null: resolved once however many parts of the page ask. */
export const pageSession = cache(async (): Promise<LiveSession | null> => {
  return await resolveSession({ ...credentialsOf(await headers()), bearer: null });
});

/** The session behind the page at `path` (with its query); without one the visitor signs in first and comes back to it. */
export async function requirePageSession(path: string): Promise<LiveSession> {
  const session = await pageSession();
  if (session) {
    return session;
  }
  // The sign-in page may get one cookie alone, and would redirect the visitor back here in a loop.
  const why = hasTwoSessionCookies((await headers()).get("cookie")) ? "error=TwoCookies&" : "";
  return redirect(`/sign-in?${why}callbackUrl=${encodeURIComponent(path)}`);
}
