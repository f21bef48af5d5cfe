"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { callApi } from "@/client/api/api";
import { serverNow } from "@/client/browser/clock";
import { fetchAgain } from "@/client/cache/fetch-again";
import { useEvent } from "@/client/connection/use-event";
import type { TicketReader } from "@/features/tickets/schema";
import type { ServerPayload } from "@/shared/protocol/protocol";
import { readOn } from "./seen-by";

interface Readers {
  items: TicketReader[];
}

const NOBODY: readonly TicketReader[] = [];
/** Many people read a new message within a second: their events are batched into one change of the page. */
const GATHER_MILLISECONDS = 200;

/** Who has read the ticket up to where, updated live; empty for the public audience, which does not see readers. */
export function useReaders(ticketId: string, isStaff: boolean): readonly TicketReader[] {
  const queries = useQueryClient();
  const key = ["ticket", ticketId, "readers"];
  const gathered = useRef<ServerPayload<"ticket:read">[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const { data } = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => callApi<Readers>(`/api/tickets/${ticketId}/read`, { signal }),
    enabled: isStaff,
  });

  function take(): void {
    const marks = gathered.current.filter((payload) => payload.ticketId === ticketId);
    gathered.current = [];
    timer.current = undefined;
    const at = new Date(serverNow()).toISOString();
    const known = new Set(queries.getQueryData<Readers>(key)?.items.map(({ person }) => person.id));
    queries.setQueryData<Readers>(key, (before) => before && { items: readOn(before.items, marks, at) });
    if (marks.some(({ userId }) => !known.has(userId))) {
      // A new reader, whose name is not in the event.
      void fetchAgain(queries, key);
    }
  }

  useEvent("ticket:read", (payload) => {
    if (isStaff && payload.ticketId === ticketId) {
      gathered.current.push(payload);
      timer.current ??= setTimeout(take, GATHER_MILLISECONDS);
    }
  });
  useEffect(() => () => clearTimeout(timer.current), []);
  return data?.items ?? NOBODY;
}
