import type { LogRow, TicketNow } from "./rows";

/** A ticket after one of its versions; times in milliseconds since the epoch. */
export interface Moment {
  version: number;
  publicVersion: number;
  /** When the version was committed. */
  at: number;
  /** When the next one took its place. */
  until: number;
  teamId: string | null;
  tags: unknown;
  requesterId: string;
  isDeleted: boolean;
}

/** The past states of a ticket. */
export interface Past {
  /** In the order of their versions, of which none is missing. */
  moments: Moment[];
  /** The first moment of each public version. */
  byPublicVersion: Map<number, Moment>;
  /** Who was a watcher, and when. */
  watching: { personId: string; from: number; to: number }[];
}

/** Walks the changes back from the ticket's present state. */
export function rebuild(events: readonly LogRow[], now: TicketNow): Moment[] {
  let { teamId, tags, requesterId } = now;
  let until = Number.MAX_SAFE_INTEGER;
  const moments: Moment[] = [];
  const counted = events
    .filter((event) => event.version !== null)
    .sort((a, b) => (a.version ?? 0) - (b.version ?? 0));
  for (const event of [...counted].reverse()) {
    moments.push({
      version: event.version ?? 0,
      publicVersion: event.publicVersion ?? 0,
      at: event.committed,
      until,
      teamId,
      tags,
      requesterId,
      isDeleted: event.type === "ticket:deleted",
    });
    until = event.committed;
    teamId = event.teamBefore === undefined ? teamId : event.teamBefore;
    requesterId = event.requesterBefore ?? requesterId;
    tags = event.tagsBefore === undefined ? tags : event.tagsBefore;
  }
  moments.reverse();
  let publicVersion = 0;
  for (const moment of moments) {
    publicVersion = moment.publicVersion === 0 ? publicVersion : moment.publicVersion;
    moment.publicVersion = publicVersion;
  }
  return moments;
}

/** Who was a watcher, and when, by commit time. */
export function rebuildWatching(events: readonly LogRow[]): Past["watching"] {
  const spans: Past["watching"] = [];
  const changes = events
    .filter((event) => event.type === "watcher:added" || event.type === "watcher:removed")
    .sort((a, b) => a.committed - b.committed);
  for (const event of changes) {
    const personId = event.subjectId ?? "";
    if (event.type === "watcher:added") {
      spans.push({ personId, from: event.committed, to: Number.MAX_SAFE_INTEGER });
    } else {
      const last = spans.filter((span) => span.personId === personId).at(-1);
      if (last) {
        last.to = Math.min(last.to, event.committed);
      }
    }
  }
  return spans;
}
