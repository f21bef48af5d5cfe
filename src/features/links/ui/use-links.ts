"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { fetchOnceMore } from "@/client/cache/fetch-again";
import { useEvent } from "@/client/connection/use-event";
import type { LinkDto } from "@/features/links/schema";
import type { ListedTicket } from "@/features/tickets/schema";
import { useTicketRows, useTicketStore } from "@/features/tickets/ui/store/store-provider";
import { shownRow } from "@/features/tickets/ui/store/ticket-rows";
import { fetchLinks, linksKey } from "./queries";

const NONE: readonly LinkDto[] = [];

/**
 * The links of a ticket, each with the other ticket as it is now: those come out of the store of tickets, which events keep current. `isFailed`
 * where they could not be loaded.
 */
export function useLinks(ticketId: string): { links: readonly LinkDto[]; isFailed: boolean } {
  const queries = useQueryClient();
  const store = useTicketStore();
  const rows = useTicketRows();
  const { data = NONE, isError } = useQuery({
    queryKey: linksKey(ticketId),
    queryFn: async ({ signal }) => {
      const asOf = store.now();
      const links = await fetchLinks(ticketId, signal);
      store.put(
        links.map(({ ticket }) => ticket),
        asOf,
      );
      return links;
    },
  });

  useEvent("ticket:updated", ({ ticketId: id, changes }) => {
    // Of another ticket: it may have come into sight, or been restored.
    const isSeenAnew = Boolean(changes.team ?? changes.deletedAt);
    if (id === ticketId ? changes.links : isSeenAnew) {
      void fetchOnceMore(queries, linksKey(ticketId));
    }
  });

  const links = useMemo(
    () =>
      data.flatMap((link) => {
        const isGone = rows.entries.get(link.ticketId)?.removedAs ?? false;
        const ticket: ListedTicket = shownRow(rows, link.ticketId) ?? link.ticket;
        return isGone ? [] : [{ ...link, ticket }];
      }),
    [data, rows],
  );
  return { links, isFailed: isError && data === NONE };
}
