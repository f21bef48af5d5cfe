import type { Actor } from "@/shared/roles";

/** Whether ending a session, or all others (null), requires a recent check of the password. Ending the caller's own is a sign-out; a guest has no password. */
export function needsProofToEnd(actor: Pick<Actor, "role" | "sessionId">, sessionId: string | null): boolean {
  return actor.role !== "guest" && sessionId !== actor.sessionId;
}
