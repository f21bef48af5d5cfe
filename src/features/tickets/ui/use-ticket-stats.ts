"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { callApi } from "@/client/api";
import { useEvent } from "@/client/use-event";
import type { TicketStats } from "@/features/tickets/schema";

const CHANGES = ["ticket:created", "ticket:updated", "ticket:deleted", "ticket:removed"] as const;
const PAUSE_MILLISECONDS = 600;
const MAX_WAIT_MILLISECONDS = 3_000;
const OVERDUE_GROWS_MILLISECONDS = 60_000;

/** The counts behind the views, as they are now: asked for again a moment after tickets changed, and each minute. */
export function useTicketStats(initial: TicketStats): TicketStats {
  const queries = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const waitingSince = useRef<number | null>(null);
  const query = useQuery<TicketStats>({
    queryKey: ["stats"],
    queryFn: ({ signal }) => callApi<TicketStats>("/api/stats", { signal }),
    initialData: initial,
    refetchInterval: OVERDUE_GROWS_MILLISECONDS,
  });

  useEvent<object>(CHANGES, () => {
    const now = Date.now();
    waitingSince.current ??= now;
    const pause = Math.max(
      0,
      Math.min(PAUSE_MILLISECONDS, waitingSince.current + MAX_WAIT_MILLISECONDS - now),
    );
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      waitingSince.current = null;
      void queries.invalidateQueries({ queryKey: ["stats"] });
    }, pause);
  });
  useEffect(() => () => clearTimeout(timer.current), []);
  return query.data;
}
