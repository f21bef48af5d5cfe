import { replaceEqualDeep } from "@tanstack/react-query";
import { mergeTicket } from "@/features/tickets/apply";
import type { TicketDto, EventTicket } from "@/features/tickets/schema";
import { withPerson } from "@/features/users/apply";
import type { PersonDto } from "@/features/users/schema";
import { withOverlay, type Overlay } from "./overlays";

/** Why a ticket is not visible: deleted, access lost, or not found. */
export type RemovalReason = "deleted" | "removed" | "missing";

/** What is known of one ticket. All times are those of the store's clock. */
export interface TicketEntry {
  /** Its newest version, from any source; null while it is not visible. */
  ticket: EventTicket | null;
  removedAs: RemovalReason | null;
  /** When an event of it last came; 0 while only answers did. */
  eventAt: number;
  /** When it became invisible: an answer to an earlier request is ignored. */
  floor: number;
  /** The version that the description is of. */
  textVersion: number;
  /** When the answer with its watchers was requested. */
  ownAsOf: number;
  /** How far this person has read it in another window. */
  readVersion: number;
  /** All versions from this one on were made by this person, or quietly; null where the newest was not. */
  ownFrom: number | null;
  /** Whether it is from before the last time without events: any later answer replaces it. */
  isOld: boolean;
}

/** Every known ticket, once, and their overlays. */
export interface TicketRows {
  readonly entries: ReadonlyMap<string, TicketEntry>;
  readonly overlays: readonly Overlay[];
  /** When events resumed after a time without them. */
  readonly gapAt: number;
}

/** The empty store. */
export const NO_ROWS: TicketRows = { entries: new Map(), overlays: [], gapAt: 0 };

const UNKNOWN: TicketEntry = {
  ticket: null,
  removedAs: null,
  eventAt: 0,
  floor: -1,
  textVersion: 0,
  ownAsOf: -1,
  readVersion: 0,
  ownFrom: null,
  isOld: true,
};

/** The ticket as the server has it, as far as is known; null where it is unknown or not visible. */
export function rowOf(rows: TicketRows, id: string): EventTicket | null {
  return rows.entries.get(id)?.ticket ?? null;
}

/** The ticket as the page shows it: with this person's own pending changes. */
export function shownRow(rows: TicketRows, id: string): EventTicket | null {
  const ticket = rowOf(rows, id);
  return (
    ticket &&
    rows.overlays.reduce(
      (shown, overlay) => (overlay.ticketId === id ? withOverlay(shown, overlay) : shown),
      ticket,
    )
  );
}

/** Whether all of a ticket is known, as an answer for it alone holds it; lists and events lack its description. */
export function isWhole(ticket: EventTicket | null | undefined): ticket is TicketDto {
  return ticket?.description !== undefined;
}

/** Whether an answer that was requested at `asOf` counts for a ticket. */
export function isAccepted({ entries, gapAt }: TicketRows, id: string, asOf: number): boolean {
  const known = entries.get(id);
  if (!known || (known.isOld && asOf >= gapAt)) {
    return true;
  }
  return asOf > known.floor && (known.isOld || asOf >= gapAt);
}

/** Merges the tickets of an answer that was requested at `asOf`. */
export function putAnswer(rows: TicketRows, tickets: readonly EventTicket[], asOf: number): TicketRows {
  const accepted = tickets.filter(({ id }) => isAccepted(rows, id, asOf));
  return put(
    rows,
    accepted.map((ticket) => [
      ticket.id,
      answered(rows.entries.get(ticket.id) ?? UNKNOWN, ticket, { asOf, isNew: asOf >= rows.gapAt }),
    ]),
  );
}

/** Merges an event that came at `at`; `byMe`: this person caused it, or it is quiet. */
export function putEvent(rows: TicketRows, ticket: EventTicket, at: number, byMe: boolean): TicketRows {
  const known = rows.entries.get(ticket.id) ?? UNKNOWN;
  const mine = known.ticket;
  const isNewest = mine === null || known.isOld || ticket.version >= mine.version;
  const isNext = mine !== null && !known.isOld && ticket.version <= mine.version + 1;
  const own = byMe ? (isNext ? (known.ownFrom ?? ticket.version) : ticket.version) : null;
  const entry: TicketEntry = {
    ...known,
    ...newest(known, ticket, { isNewest, isAnew: known.isOld }),
    removedAs: null,
    eventAt: at,
    ownFrom: isNewest ? own : known.ownFrom,
    isOld: false,
  };
  return put(rows, [[ticket.id, entry]]);
}

/**
 * Removes a ticket from view, at once and everywhere; for a deletion the version may be given, so that an
 * event that comes after the ticket's restoration changes nothing.
 */
export function removeFromView(
  rows: TicketRows,
  id: string,
  { removedAs, at, version }: { removedAs: RemovalReason; at: number; version?: number },
): TicketRows {
  const known = rows.entries.get(id);
  if (version !== undefined && known?.ticket && !known.isOld && known.ticket.version > version) {
    return rows;
  }
  return put(rows, [[id, { ...UNKNOWN, removedAs, floor: at, eventAt: at, isOld: false }]]);
}

/** Somebody has another name: tickets that show them do so under that. */
export function rename(rows: TicketRows, person: PersonDto): TicketRows {
  const changed = [...rows.entries].flatMap(([id, entry]): [string, TicketEntry][] => {
    const ticket = withPerson(entry.ticket, person);
    return ticket === entry.ticket ? [] : [[id, { ...entry, ticket }]];
  });
  return changed.length === 0 ? rows : put(rows, changed);
}

/** This person has read a ticket up to a version, here or in another window. */
export function markRead(rows: TicketRows, id: string, version: number): TicketRows {
  const known = rows.entries.get(id) ?? UNKNOWN;
  return known.readVersion >= version ? rows : put(rows, [[id, { ...known, readVersion: version }]]);
}

/** Staff have seen a ticket. */
export function markSeen(rows: TicketRows, id: string, at: string): TicketRows {
  const known = rows.entries.get(id);
  return known?.ticket && known.ticket.seenAt === null
    ? put(rows, [[id, { ...known, ticket: { ...known.ticket, seenAt: at } }]])
    : rows;
}

/** Merges an overlay into its ticket: the server accepted the change, and its answer holds no ticket. */
export function mergeOverlay(rows: TicketRows, overlay: Overlay, at: number): TicketRows {
  const known = rows.entries.get(overlay.ticketId);
  return known?.ticket
    ? put(rows, [[overlay.ticketId, { ...known, ticket: withOverlay(known.ticket, overlay), ownAsOf: at }]])
    : rows;
}

/**
 * Marks a time without events: rights, audience and even the database may have changed. Known tickets stay
 * until a later answer, or an event, replaces them.
 */
export function endAll(rows: TicketRows, now: number): TicketRows {
  const ended = [...rows.entries].map(([id, known]): [string, TicketEntry] => [
    id,
    { ...known, isOld: true, readVersion: 0, ownFrom: null, ownAsOf: -1 },
  ]);
  return { ...rows, entries: new Map(ended), gapAt: now };
}

/**
 * Drops unused tickets: those of before a time without events, and the oldest when there are more than
 * `most`. That a ticket became invisible is remembered as long as there is room.
 */
export function sweep(rows: TicketRows, isInUse: (id: string) => boolean, most: number): TicketRows {
  let excess = rows.entries.size - most;
  const kept = [...rows.entries].filter(([id, { ticket, isOld }]) => {
    const isUseless = !isInUse(id) && (excess > 0 || (isOld && ticket !== null));
    excess -= isUseless ? 1 : 0;
    return !isUseless;
  });
  return kept.length === rows.entries.size ? rows : { ...rows, entries: new Map(kept) };
}

/** A ticket merged with an answer; `isNew`: the answer was requested after the last time without events. */
function answered(
  known: TicketEntry,
  ticket: EventTicket,
  { asOf, isNew }: { asOf: number; isNew: boolean },
): TicketEntry {
  const isAnew = known.isOld && isNew;
  const mine = known.ticket;
  const taken = newest(known, ticket, {
    isNewest: mine === null || isAnew || ticket.version >= mine.version,
    isAnew,
  });
  const isOwnNewest = ticket.watching !== undefined && (isAnew || asOf >= known.ownAsOf);
  return {
    ...known,
    ...taken,
    ticket: taken.ticket && isOwnNewest ? withOwn(taken.ticket, ticket) : taken.ticket,
    removedAs: null,
    ownAsOf: isOwnNewest ? asOf : known.ownAsOf,
    ownFrom: isAnew || (mine !== null && ticket.version > mine.version) ? null : known.ownFrom,
    isOld: known.isOld && !isNew,
  };
}

/** The newer of the known and the received ticket, with the newer description. */
function newest(
  known: TicketEntry,
  came: EventTicket,
  { isNewest, isAnew }: { isNewest: boolean; isAnew: boolean },
): Pick<TicketEntry, "ticket" | "textVersion"> {
  const { description, ...row } = came;
  const mine = known.ticket;
  const hasText = description !== undefined && (isAnew || mine === null || came.version >= known.textVersion);
  const merged = mine === null ? row : isNewest ? mergeTicket(mine, row) : mine;
  const read = isAnew ? row.lastReadVersion : furthest(mine?.lastReadVersion, row.lastReadVersion);
  const seenAt = isAnew ? row.seenAt : (mine?.seenAt ?? row.seenAt);
  return {
    ticket: {
      ...merged,
      seenAt: merged.seenAt ?? seenAt,
      ...(read === undefined ? {} : { lastReadVersion: read }),
      ...(hasText ? { description } : {}),
    },
    textVersion: hasText ? came.version : isAnew ? 0 : known.textVersion,
  };
}

/** Personal fields and watchers are only in an answer for this single ticket. */
function withOwn(ticket: EventTicket, answer: EventTicket): EventTicket {
  const { watching, watchers, followUpOf } = answer;
  const rest = { ...ticket };
  delete rest.watching;
  delete rest.watchers;
  delete rest.followUpOf;
  return {
    ...rest,
    ...(watching === undefined ? {} : { watching }),
    ...(watchers === undefined ? {} : { watchers }),
    ...(followUpOf === undefined ? {} : { followUpOf }),
  };
}

function furthest(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? (one ?? other) : Math.max(one, other);
}

/** A person who had seen everything before their own change has seen that change as well. */
function withReading(entry: TicketEntry): TicketEntry {
  const { ticket, readVersion, ownFrom } = entry;
  if (!ticket) {
    return entry;
  }
  const seen = Math.max(ticket.lastReadVersion ?? 0, readVersion);
  const read = ownFrom !== null && seen >= ownFrom - 1 ? Math.max(seen, ticket.version) : seen;
  return read > (ticket.lastReadVersion ?? 0)
    ? { ...entry, ticket: { ...ticket, lastReadVersion: read } }
    : entry;
}

/** The latest ticket comes last; an unchanged one stays the same object, so that nothing is rendered again for it. */
function put(rows: TicketRows, changes: readonly (readonly [string, TicketEntry])[]): TicketRows {
  const entries = new Map(rows.entries);
  let isChanged = false;
  for (const [id, entry] of changes) {
    const known = rows.entries.get(id);
    const next = replaceEqualDeep(known, withReading(entry));
    if (next !== known) {
      isChanged = true;
      entries.delete(id);
      entries.set(id, next);
    }
  }
  return isChanged ? { ...rows, entries } : rows;
}
