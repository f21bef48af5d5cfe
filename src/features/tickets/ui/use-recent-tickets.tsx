"use client";

import { createContext, useContext, useState, type ReactNode } from "react";
import { useEvent } from "@/client/use-event";
import { useMe } from "@/client/me";
import { mergeTicket, type TicketEvent } from "@/features/tickets/apply";
import type { TicketDto } from "@/features/tickets/schema";

const ROW_EVENTS = ["ticket:created", "ticket:updated", "ticket:activity"] as const;
const GONE_EVENTS = ["ticket:deleted", "ticket:removed"] as const;
const KEPT = 2_000;

/** What events lately told of one ticket; `ticket` is null once it is out of sight. `at`: when that came (milliseconds). */
export interface Recent {
  at: number;
  ticket: TicketDto | null;
  /** All of it was this person's own doing. */
  byMe: boolean;
}

/** What events lately told of tickets, by id. */
export type RecentMap = ReadonlyMap<string, Recent>;

const RecentContext = createContext<RecentMap | null>(null);

/**
 * Remembers what events told of tickets, wherever in the desk one is. An answer fetched earlier never hides it: lists
 * lay it over every page they show, whichever came first.
 */
export function RecentTickets({ children }: { children: ReactNode }) {
  const me = useMe();
  const [recent, setRecent] = useState<RecentMap>(new Map());
  useEvent<TicketEvent>(ROW_EVENTS, ({ ticket, actor }) => {
    if (ticket) {
      setRecent((before) => remember(before, ticket.id, ticket, actor?.id === me.id));
    }
  });
  useEvent<{ ticketId: string }>(GONE_EVENTS, ({ ticketId }) => {
    setRecent((before) => remember(before, ticketId, null, false));
  });
  // Fresh rights or a gap: what was remembered may be another audience's, and everything is fetched anew.
  useEvent<object>(["session:ready"], () => setRecent(new Map()));
  return <RecentContext value={recent}>{children}</RecentContext>;
}

/** What events lately told of tickets; the same object until something came. */
export function useRecentTickets(): RecentMap {
  const recent = useContext(RecentContext);
  if (!recent) {
    throw new Error("useRecentTickets needs RecentTickets above it.");
  }
  return recent;
}

/** The row as it is by now: the newest of what was fetched at `since` and what events told; null when it is gone. */
export function newestRow(row: TicketDto, since: number, recent: RecentMap): TicketDto | null {
  const known = recent.get(row.id);
  if (!known) {
    return row;
  }
  if (known.ticket === null) {
    return known.at >= since ? null : row;
  }
  if (known.ticket.version < row.version) {
    return row;
  }
  const newest = mergeTicket(row, known.ticket);
  // Whoever had seen all of it has seen their own change as well.
  return known.byMe && (row.lastReadVersion ?? 0) >= row.version
    ? { ...newest, lastReadVersion: newest.version }
    : newest;
}

function remember(before: RecentMap, id: string, ticket: TicketDto | null, byMe: boolean): RecentMap {
  const known = before.get(id);
  if (ticket && known?.ticket && known.ticket.version > ticket.version) {
    return before;
  }
  const next = new Map(before);
  next.delete(id);
  next.set(id, { at: Date.now(), ticket, byMe: byMe && (known?.byMe ?? true) });
  const oldest = next.size > KEPT ? next.keys().next().value : undefined;
  if (oldest !== undefined) {
    next.delete(oldest);
  }
  return next;
}
