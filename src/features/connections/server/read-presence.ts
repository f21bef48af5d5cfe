import type { PresenceDto } from "@/features/connections/schema";
import { shareOnce } from "@/server/process/globals";
import type { Actor } from "@/shared/roles";

type Source = (organisationId: string) => readonly PresenceDto[];

/** Registers where this process knows from who is online on any process; returns a function that unregisters it. */
export function registerPresence(source: Source): () => void {
  sources().add(source);
  return () => sources().delete(source);
}

/** Who of the actor's organisation is online or away now, staff first: the same people as `session:ready` and `presence:listed` name. */
export function listPresence(actor: Actor): PresenceDto[] {
  const found = [...sources()].flatMap((source) => [...source(actor.organisationId)]);
  return [...new Map(found.map((entry) => [entry.userId, entry])).values()];
}

function sources(): Set<Source> {
  return shareOnce("presence-sources", () => new Set<Source>());
}
