"use client";

import { useQueryClient } from "@tanstack/react-query";
import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useLayoutEffect,
  useMemo,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from "react";
import { useMe } from "@/client/browser/me";
import { useEvent } from "@/client/connection/use-event";
import { useOutbox, useOutboxSent } from "@/client/outbox/provider";
import type { TicketDto } from "@/features/tickets/schema";
import { fetchTicketRow, isTicket, orNull } from "@/features/tickets/ui/queries";
import { usedTickets, listedTickets, LISTS_KEY } from "./list-page";
import { changeOf, overlaysOf, withOverlay } from "./overlays";
import type { TicketEntry, TicketRows } from "./ticket-rows";
import { TicketStore } from "./ticket-store";

const ROW_EVENTS = ["ticket:created", "ticket:updated", "ticket:activity", "ticket:deleted"] as const;

const StoreContext = createContext<TicketStore | null>(null);

/**
 * Keeps the store of tickets current on every page: by events, by the outbox, and by the server's answers to
 * it. Components below are not rendered again by it, unless they subscribe to the store.
 */
export function TicketStoreProvider({ children }: { children: ReactNode }) {
  const me = useMe();
  const queries = useQueryClient();
  const { items } = useOutbox();
  const [store] = useState(() => new TicketStore(me.id));

  useEvent(ROW_EVENTS, (event, name) => {
    if (!store.receive({ ...event, name }) && listedTickets(queries).has(event.ticketId)) {
      const asOf = store.now();
      void orNull(fetchTicketRow(event.ticketId))
        .then((whole) => whole && store.put([whole], asOf))
        .catch(() => void queries.invalidateQueries({ queryKey: LISTS_KEY }));
    }
  });
  useEvent("ticket:removed", ({ ticketId }) => store.removeFromView(ticketId, "removed"));
  useEvent("ticket:seen", ({ ticketId, at }) => store.seen(ticketId, at));
  useEvent("ticket:read", ({ ticketId, userId, readVersion }) => {
    if (userId === me.id) {
      store.read(ticketId, readVersion);
    }
  });
  useEvent("session:ready", () => store.endAll());

  // Before painting: a value that was just chosen is shown at once.
  useLayoutEffect(() => store.setWaiting(overlaysOf(items)), [store, items]);
  useOutboxSent((item, answer, askedAt) => {
    if (changeOf(item) && isTicket(answer)) {
      store.confirm(item.id, { ticket: answer, asOf: askedAt });
    }
  });

  useEffect(() => {
    const sweep = (): void => {
      if (store.hasWaste) {
        const used = usedTickets(queries);
        store.sweep((id) => used.has(id));
      }
    };
    return queries.getQueryCache().subscribe(({ type, query }) => {
      const [kind] = query.queryKey;
      if ((type === "removed" || type === "updated") && (kind === "tickets" || kind === "ticket")) {
        sweep();
      }
    });
  }, [store, queries]);

  return <StoreContext value={store}>{children}</StoreContext>;
}

/** The store of tickets; outside of a TicketStoreProvider it throws. */
export function useTicketStore(): TicketStore {
  const store = useContext(StoreContext);
  if (!store) {
    throw new Error("useTicketStore needs a TicketStoreProvider above it.");
  }
  return store;
}

/** All tickets that are known; the same object until something changes. */
export function useTicketRows(): TicketRows {
  const store = useTicketStore();
  return useSyncExternalStore(store.subscribe, store.get, store.get);
}

/** What is known of one ticket; the same object until that changes. */
export function useTicketEntry(id: string): TicketEntry | undefined {
  const store = useTicketStore();
  const get = useCallback(() => store.get().entries.get(id), [store, id]);
  return useSyncExternalStore(store.subscribe, get, get);
}

/** A ticket with this person's own pending changes; `ticket` is the one without them. */
export function useShownTicket(ticket: TicketDto): TicketDto {
  const store = useTicketStore();
  const get = useCallback(() => store.get().overlays, [store]);
  const overlays = useSyncExternalStore(store.subscribe, get, get);
  return useMemo(
    () => overlays.filter(({ ticketId }) => ticketId === ticket.id).reduce(withOverlay, ticket),
    [overlays, ticket],
  );
}
