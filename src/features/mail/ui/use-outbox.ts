"use client";

import { keepPreviousData, useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { ApiError, callApi } from "@/client/api/api";
import type { MailKind } from "@/features/mail/fields";
import type { OutboxPage, OutgoingMailDto } from "@/features/mail/schema";

const REFRESH_MILLISECONDS = 5_000;
const KEY = ["outbox"];

/** Which mails are listed; null for all. */
export interface OutboxFilter {
  state: OutgoingMailDto["state"] | null;
  kind: MailKind | null;
  /** The whole address. */
  to: string | null;
}

/** The outbox, as it was a few seconds ago at most. */
export interface Outbox {
  /** Null before the first answer. */
  rows: readonly OutgoingMailDto[] | null;
  /** Whether mail is sent at all, and as whom; null before the first answer. */
  about: Pick<OutboxPage, "canSend" | "from"> | null;
  error: ApiError | null;
  hasMore: boolean;
  isFetchingMore: boolean;
  fetchMore(): void;
  refetch(): void;
}

/** Refreshes every few seconds while the page is visible: mail is sent behind it. */
export function useOutbox(filter: OutboxFilter): Outbox {
  const queries = useQueryClient();
  const query = useInfiniteQuery({
    queryKey: [...KEY, filter],
    queryFn: ({ pageParam, signal }) =>
      callApi<OutboxPage>(
        `/api/admin/mail?${searchOf(filter, pageParam)}`,
        { signal },
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: REFRESH_MILLISECONDS,
    staleTime: 0,
    placeholderData: keepPreviousData,
  });
  return {
    rows: query.data?.pages.flatMap((page) => page.items) ?? null,
    about: query.data?.pages[0] ?? null,
    error: query.error instanceof ApiError ? query.error : null,
    hasMore: query.hasNextPage,
    isFetchingMore: query.isFetchingNextPage,
    fetchMore: () => void query.fetchNextPage(),
    refetch: () => void queries.invalidateQueries({ queryKey: KEY }),
  };
}

function searchOf({ state, kind, to }: OutboxFilter, cursor: string): string {
  return new URLSearchParams({
    limit: "50",
    ...(state === null ? {} : { state }),
    ...(kind === null ? {} : { kind }),
    ...(to === null ? {} : { to }),
    ...(cursor === "" ? {} : { cursor }),
  }).toString();
}
