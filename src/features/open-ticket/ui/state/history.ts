import type { TicketChanges } from "@/shared/events";
import type { VersionedEvent } from "@/shared/protocol/protocol";

/** One event of a ticket's history, reduced to what the page needs. */
export interface HistoryEntry {
  eventId: string;
  at: string;
  version: number;
  name: string;
  actor: { id: string; name: string } | null;
  changes: TicketChanges | null;
  /** The comment or file that it is about. */
  thingId: string | null;
}

const KEPT = new Set(["ticket:updated", "comment:added", "comment:deleted", "attachment:deleted"]);

/** The history entry of an event; null for derived events and for what the thread shows by itself. */
export function toHistoryEntry(event: VersionedEvent): HistoryEntry | null {
  if (!KEPT.has(event.name)) {
    return null;
  }
  const { eventId, at, version, name, actor } = event;
  return {
    eventId,
    at,
    version,
    name,
    actor,
    changes: event.changes ? withoutTexts(event.changes) : null,
    thingId: event.comment?.id ?? event.attachment?.id ?? null,
  };
}

/** Adds entries to a history, each once, in the order of their versions. */
export function addToHistory(
  history: readonly HistoryEntry[],
  added: readonly HistoryEntry[],
): HistoryEntry[] {
  const known = new Set(history.map((entry) => entry.eventId));
  const fresh = added.filter((entry) => !known.has(entry.eventId));
  return fresh.length === 0 ? [...history] : [...history, ...fresh].sort((a, b) => a.version - b.version);
}

/** A description's texts are long, and the thread shows the present one. */
function withoutTexts(changes: TicketChanges): TicketChanges {
  return changes.description ? { ...changes, description: { from: null, to: null } } : changes;
}
