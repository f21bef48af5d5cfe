"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { callApi } from "@/client/api/api";
import { CoalescingThrottle } from "@/client/cache/coalescing-throttle";
import { useEvent } from "@/client/connection/use-event";
import type { TicketStats } from "@/features/tickets/schema";

const CHANGES = ["ticket:created", "ticket:updated", "ticket:deleted", "ticket:removed"] as const;
const TIMES = { pause: 600, longest: 3_000, jitter: 600 };
const OVERDUE_GROWS_MILLISECONDS = 60_000;

/** The counts behind the views, updated live: refetched a moment after tickets changed, and each minute. */
export function useTicketStats(initial: TicketStats): TicketStats {
  const queries = useQueryClient();
  const throttle = useRef<CoalescingThrottle>(undefined);
  const query = useQuery<TicketStats>({
    queryKey: ["stats"],
    queryFn: ({ signal }) => callApi<TicketStats>("/api/stats", { signal }),
    initialData: initial,
    refetchInterval: OVERDUE_GROWS_MILLISECONDS,
  });

  useEffect(() => {
    const made = new CoalescingThrottle(() => queries.invalidateQueries({ queryKey: ["stats"] }), TIMES);
    throttle.current = made;
    return () => made.stop();
  }, [queries]);
  useEvent(CHANGES, (event) => {
    // Thousands of quiet changes may come for hours: what they change in counts is seen each minute.
    if (!("quiet" in event && event.quiet)) {
      throttle.current?.ask();
    }
  });
  return query.data;
}
