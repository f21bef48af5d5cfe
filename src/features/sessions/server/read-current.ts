import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { credentialsOf, resolveSession, type LiveSession } from "@/server/actor";
import { organisationForHost } from "@/server/tenant";
import type { OrganisationId } from "@/shared/roles";

/** For pages: the session of whoever asks, or null. A bearer token opens no page. */
export async function currentSession(): Promise<LiveSession | null> {
  return await resolveSession({ ...credentialsOf(await headers()), bearer: null });
}

/** For pages that need a session: without one the visitor signs in first and comes back to `path`. */
export async function requireSession(path: string): Promise<LiveSession> {
  const session = await currentSession();
  return session ?? redirect(`/sign-in?callbackUrl=${encodeURIComponent(path)}`);
}

/** For pages before signing in: the organisation that this host belongs to, or null while there is none. */
export async function currentOrganisation(): Promise<OrganisationId | null> {
  return await organisationForHost((await headers()).get("host"));
}
