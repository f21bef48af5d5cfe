import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { credentialsOf, resolveSession, type LiveSession } from "./actor";

/** The session behind the page that is being rendered, or null: resolved once however many parts of the page ask. */
export const pageSession = cache(async (): Promise<LiveSession | null> => {
  return await resolveSession({ ...credentialsOf(await headers()), bearer: null });
});

/** The session behind the page at `path` (with its query); without one the visitor signs in first and comes back to it. */
export async function requirePageSession(path: string): Promise<LiveSession> {
  const session = await pageSession();
  return session ?? redirect(`/sign-in?callbackUrl=${encodeURIComponent(path)}`);
}
