"use client";

import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { createContext, useContext, useEffect, useState, type ReactNode } from "react";
import { useEvent } from "@/client/connection/use-event";
import { useMe } from "@/client/browser/me";
import { isCut, mergeTicket } from "@/features/tickets/apply";
import type { ListedTicket, Page, ToldTicket } from "@/features/tickets/schema";
import { fetchTicketRow, unlessGone } from "@/features/tickets/ui/queries";

const ROW_EVENTS = ["ticket:created", "ticket:updated", "ticket:activity"] as const;
const GONE_EVENTS = ["ticket:deleted", "ticket:removed"] as const;
const KEPT = 2_000;
/** What lists do not show. */
const DESCRIPTION = "ticket.description";

/** What events lately told of one ticket. */
export interface Recent {
  /** When the last of it came (milliseconds). */
  at: number;
  /** Null once it is out of sight, undefined while only its reading was told. */
  ticket: ListedTicket | null | undefined;
  /** How far this person has read it, maybe in another window. */
  readVersion: number;
  /** There was a time without events since: whatever was asked for from then on knows better. */
  until: number;
  /** All of it was this person's own doing. */
  byMe: boolean;
}

/** What events lately told of tickets, by id. */
export type RecentMap = ReadonlyMap<string, Recent>;

const RecentContext = createContext<RecentStore | null>(null);

/**
 * Remembers what events told of tickets, wherever in the desk one is. An answer fetched earlier never hides it: lists
 * lay it over every page they show, whichever came first. What is below this is not drawn again by it: on an open ticket
 * no event of another one costs anything.
 */
export function RecentTickets({ children }: { children: ReactNode }) {
  const me = useMe();
  const queries = useQueryClient();
  const [store] = useState(() => new RecentStore());
  useEvent(ROW_EVENTS, (event) => {
    const { ticket, actor } = event;
    if (ticket && isCut({ cut: event.cut?.filter((field) => field !== DESCRIPTION) ?? [] }, "ticket")) {
      if (isOnPage(queries, ticket.id)) {
        void unlessGone(fetchTicketRow(ticket.id))
          .then((whole) => whole && store.change((before) => rememberTicket(before, toListed(whole), false)))
          .catch(() => void queries.invalidateQueries({ queryKey: ["tickets"] }));
      }
    } else if (ticket) {
      store.change((before) => rememberTicket(before, toListed(ticket), actor?.id === me.id));
    }
  });
  useEvent(GONE_EVENTS, ({ ticketId }) => {
    store.change((before) => remember(before, ticketId, { at: Date.now(), ticket: null, byMe: false }));
    dropFromPages(queries, ticketId);
  });
  useEvent("ticket:read", ({ ticketId, userId, readVersion }) => {
    if (userId === me.id) {
      store.change((before) => rememberReading(before, ticketId, readVersion));
    }
  });
  useEvent("session:ready", () => store.change(endAll));
  return <RecentContext value={store}>{children}</RecentContext>;
}

/** What events lately told of tickets; the same object until something came. */
export function useRecentTickets(): RecentMap {
  const store = useContext(RecentContext);
  if (!store) {
    throw new Error("useRecentTickets needs RecentTickets above it.");
  }
  const [recent, setRecent] = useState(store.get);
  useEffect(() => store.follow(setRecent), [store]);
  return recent;
}

class RecentStore {
  private recent: RecentMap = new Map();
  private readonly followers = new Set<(recent: RecentMap) => void>();

  readonly get = (): RecentMap => this.recent;

  /** Tells what is known by now, and whatever changes of it; returns how to stop that. */
  follow(follower: (recent: RecentMap) => void): () => void {
    this.followers.add(follower);
    follower(this.recent);
    return () => this.followers.delete(follower);
  }

  change(change: (before: RecentMap) => RecentMap): void {
    this.recent = change(this.recent);
    this.followers.forEach((follower) => follower(this.recent));
  }
}

function toListed(ticket: ToldTicket): ListedTicket {
  const listed = { ...ticket };
  delete listed.description;
  return listed;
}

/** The row as it is by now: the newest of what was fetched at `since` and what events told; null when it is gone. */
export function newestRow(row: ListedTicket, since: number, recent: RecentMap): ListedTicket | null {
  const known = recent.get(row.id);
  if (!known || since >= known.until) {
    return row;
  }
  if (known.ticket === null) {
    return known.at >= since ? null : row;
  }
  const newest = known.ticket && known.ticket.version >= row.version ? mergeTicket(row, known.ticket) : row;
  const seen = row.lastReadVersion ?? 0;
  // Whoever had seen all of it has seen their own change as well.
  const own = known.byMe && seen >= row.version ? newest.version : 0;
  const read = Math.max(seen, own, known.readVersion);
  return read > seen ? { ...newest, lastReadVersion: read } : newest;
}

const NOTHING: Recent = { at: 0, ticket: undefined, byMe: true, readVersion: 0, until: Infinity };

/** What is known of a ticket, where that still counts. */
function recall(map: RecentMap, id: string): Recent {
  const known = map.get(id);
  return known && known.until === Infinity ? known : NOTHING;
}

function rememberTicket(before: RecentMap, ticket: ListedTicket, byMe: boolean): RecentMap {
  const known = recall(before, ticket.id);
  return known.ticket && known.ticket.version > ticket.version
    ? before
    : remember(before, ticket.id, { at: Date.now(), ticket, byMe: byMe && known.byMe });
}

function rememberReading(before: RecentMap, id: string, readVersion: number): RecentMap {
  return recall(before, id).readVersion >= readVersion ? before : remember(before, id, { readVersion });
}

function remember(before: RecentMap, id: string, told: Partial<Recent>): RecentMap {
  const next = new Map(before);
  next.delete(id);
  next.set(id, { ...recall(before, id), ...told });
  const oldest = next.size > KEPT ? next.keys().next().value : undefined;
  if (oldest !== undefined) {
    next.delete(oldest);
  }
  return next;
}

/** After a gap rights, audience and even the database may be others: what was told counts only for what was fetched before. */
function endAll(before: RecentMap): RecentMap {
  const now = Date.now();
  return new Map([...before].map(([id, known]) => [id, { ...known, until: Math.min(known.until, now) }]));
}

function isOnPage(queries: QueryClient, ticketId: string): boolean {
  return queries
    .getQueriesData<Page<ListedTicket>>({ queryKey: ["tickets"] })
    .some(([, page]) => page?.items.some((row) => row.id === ticketId));
}

/** Pages of lists that are kept for going back hold nothing of a ticket that is out of sight. */
function dropFromPages(queries: QueryClient, ticketId: string): void {
  queries.setQueriesData<Page<ListedTicket>>(
    { queryKey: ["tickets"] },
    (page) => page && { ...page, items: page.items.filter((row) => row.id !== ticketId) },
  );
}
