"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { callApi, newIdempotencyKey, type ApiError } from "@/client/api/api";
import { useEvent } from "@/client/connection/use-event";
import type { SessionDto } from "@/features/sessions/schema";

const KEY = ["my-sessions"];
const MOST = 100;

/** Where one is signed in. */
export interface MySessions {
  /** This one first, then the latest used; null before the first answer. */
  sessions: SessionDto[] | null;
  error: Error | null;
  refetch(): void;
  /** Ends one session, or (null) all but this one. */
  end(sessionId: string | null): Promise<void>;
}

/** One's own sessions as they are now: one that ends, wherever it was ended, leaves the list. */
export function useMySessions(): MySessions {
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => callApi<{ items: SessionDto[] }>(`/api/me/sessions?limit=${MOST}`, { signal }),
    staleTime: 0,
  });
  const refresh = (): Promise<void> => queries.invalidateQueries({ queryKey: KEY });
  useEvent("sessions:changed", () => void refresh());
  const end = async (sessionId: string | null): Promise<void> => {
    const path = sessionId === null ? "/api/me/sessions" : `/api/me/sessions/${sessionId}`;
    try {
      await callApi(path, { method: "DELETE", idempotencyKey: newIdempotencyKey() });
    } catch (failure) {
      if (!isOver(failure)) {
        throw failure;
      }
    }
    await refresh();
  };
  return {
    sessions: data ? [...data.items].sort((one, other) => Number(other.current) - Number(one.current)) : null,
    error,
    refetch: () => void refetch(),
    end,
  };
}

/** What was to be ended is over already: it ended elsewhere in that moment. */
function isOver(failure: unknown): failure is ApiError {
  return failure instanceof Error && "code" in failure && failure.code === "not_found";
}
