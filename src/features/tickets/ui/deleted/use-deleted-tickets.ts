"use client";

import { useQueryClient } from "@tanstack/react-query";
import { fetchOnceMore } from "@/client/cache/fetch-again";
import { useEvent } from "@/client/connection/use-event";
import { useLiveList, type LiveRows } from "@/client/live/use-live-list";
import type { DeletedTicket } from "@/features/tickets/schema";
import { DELETED_TICKETS_KEY } from "@/features/tickets/ui/queries";

/** The deleted tickets that can still be restored and hold `text`, the latest first; follows deletions and restorations by others. */
export function useDeletedTickets(text: string): LiveRows<DeletedTicket> {
  const queries = useQueryClient();
  const list = useLiveList<DeletedTicket>({
    key: DELETED_TICKETS_KEY,
    path: "/api/admin/deleted-tickets",
    search: `limit=50${text ? `&q=${encodeURIComponent(text)}` : ""}`,
  });
  useEvent(["ticket:deleted", "ticket:updated"], ({ ticketId }, name) => {
    if (name === "ticket:deleted" || list.rows?.some((row) => row.id === ticketId)) {
      void fetchOnceMore(queries, DELETED_TICKETS_KEY);
    }
  });
  return list;
}
