"use client";

import { useQuery, useQueryClient, type QueryKey } from "@tanstack/react-query";
import { ApiError, callApi } from "@/client/api/api";
import { fetchAgain } from "@/client/cache/fetch-again";
import { useAudited, type Audited } from "./use-audited";

/** How an answer stays current. */
export interface LiveOptions<Answer> {
  /** Which of what is audited changes the answer; without it, none does. */
  concerns?: (audited: Audited) => boolean;
  /** How often it is read again while the page is visible, where no event says that it changed. */
  refetchMilliseconds?: number | ((answer: Answer) => number | false);
}

/** What the API answers at one path, as it stands now. */
export interface Live<Answer> {
  /** Null before the first answer. */
  data: Answer | null;
  /** When it was read, in milliseconds of this browser's clock; 0 before the first answer. */
  readAt: number;
  /** Why it could not be read, or not again. */
  error: ApiError | null;
  refetch(): void;
}

/** An answer of the API that is fetched again when something that `concerns` it was done by anybody. */
export function useLive<Answer>(
  { key, path }: { key: QueryKey; path: string },
  { concerns = never, refetchMilliseconds = 0 }: LiveOptions<Answer> = {},
): Live<Answer> {
  const queries = useQueryClient();
  const query = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => callApi<Answer>(path, { signal }),
    staleTime: 0,
    refetchInterval: ({ state }) => intervalOf(refetchMilliseconds, state.data),
  });
  useAudited(key, concerns);
  return {
    data: query.data ?? null,
    readAt: query.dataUpdatedAt,
    error: apiError(query.error),
    refetch: () => void fetchAgain(queries, key),
  };
}

/** An error of a query as one of the API's; null when there is none. */
export function apiError(error: Error | null): ApiError | null {
  return error instanceof ApiError || error === null
    ? error
    : new ApiError(0, { detail: error.message }, null);
}

/** Nothing that is audited concerns it. */
export function never(): boolean {
  return false;
}

/** What TanStack Query takes as an interval. */
export function intervalOf<Answer>(
  wanted: number | ((answer: Answer) => number | false),
  answer: Answer | undefined,
): number | false {
  const milliseconds = typeof wanted === "number" ? wanted : answer !== undefined && wanted(answer);
  return milliseconds === 0 ? false : milliseconds;
}
