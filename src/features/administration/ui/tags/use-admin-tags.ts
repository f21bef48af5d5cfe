"use client";

import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { ApiError, callApi, newIdempotencyKey } from "@/client/api/api";
import { CoalescingThrottle } from "@/client/cache/coalescing-throttle";
import { useEvent } from "@/client/connection/use-event";
import { useAudited } from "@/client/live/use-audited";
import type {
  AdminTagDto,
  AdminTagsQuery,
  TagChangeDto,
  TagChangeInput,
  TagPreview,
} from "@/features/tags/schema";

const KEY = ["admin", "tags"];
const CHANGES_KEY = ["admin", "tag-changes"];
const LIST = 50;
/** How often the progress of a change is read while it runs. */
const PROGRESS_MILLISECONDS = 1_000;
const TIMES = { pause: 1_000, longest: 5_000, jitter: 1_000 };

interface Page<Row> {
  items: Row[];
  nextCursor: string | null;
}

/** The tags for admins. */
export interface AdminTags {
  /** Null before the first answer. */
  rows: readonly AdminTagDto[] | null;
  error: ApiError | null;
  hasMore: boolean;
  isFetchingMore: boolean;
  fetchMore(): void;
  refetch(): void;
}

/** Every tag that holds `text`, live: counts follow what people and other admins do. */
export function useAdminTags(text: string, sort: AdminTagsQuery["sort"], isRunning: boolean): AdminTags {
  const queries = useQueryClient();
  const throttle = useRef<CoalescingThrottle>(undefined);
  const query = useInfiniteQuery({
    queryKey: [...KEY, text, sort],
    queryFn: ({ pageParam, signal }) =>
      callApi<Page<AdminTagDto>>(
        `/api/admin/tags?${new URLSearchParams({ ...(text ? { q: text } : {}), ...(pageParam ? { cursor: pageParam } : {}), sort, limit: String(LIST) })}`,
        { signal },
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
    staleTime: 0,
    placeholderData: keepPreviousData,
    refetchInterval: isRunning ? PROGRESS_MILLISECONDS * 2 : false,
  });
  useAudited(KEY, ({ subjectType }) => subjectType === "tag");
  useEffect(() => {
    const made = new CoalescingThrottle(() => queries.invalidateQueries({ queryKey: KEY }), TIMES);
    throttle.current = made;
    return () => made.stop();
  }, [queries]);
  useEvent(["ticket:created", "ticket:updated", "ticket:deleted"], (event) => {
    const isOther = "changes" in event && !event.changes.tags && !event.changes.deletedAt;
    if (!isOther && !("quiet" in event && event.quiet)) {
      throttle.current?.ask();
    }
  });
  return {
    rows: query.data?.pages.flatMap((page) => page.items) ?? null,
    error: query.error instanceof ApiError ? query.error : null,
    hasMore: query.hasNextPage,
    isFetchingMore: query.isFetchingNextPage,
    fetchMore: () => void query.fetchNextPage(),
    refetch: () => void query.refetch(),
  };
}

/** What was done to tags lately, with the progress of what runs, live for every admin. */
export function useTagChanges(): readonly TagChangeDto[] {
  const { data } = useQuery({
    queryKey: CHANGES_KEY,
    queryFn: ({ signal }) => callApi<Page<TagChangeDto>>("/api/admin/tags/changes?limit=20", { signal }),
    staleTime: 0,
    refetchInterval: ({ state }) =>
      state.data?.items.some((one) => one.state === "running") ? PROGRESS_MILLISECONDS : false,
  });
  useAudited(CHANGES_KEY, ({ subjectType }) => subjectType === "tag");
  return data?.items ?? [];
}

/** How many tickets a change would touch; null while that is counted. */
export function useTagPreview(name: string, into: string): TagPreview | null {
  const { data } = useQuery({
    queryKey: [...KEY, "preview", name, into],
    queryFn: ({ signal }) =>
      callApi<TagPreview>(
        `/api/admin/tags/preview?${new URLSearchParams({ name, ...(into ? { into } : {}) })}`,
        { signal },
      ),
    placeholderData: keepPreviousData,
    retry: false,
  });
  return data ?? null;
}

/** Begins a change of a tag, or takes one back; throws ApiError. */
export function useTagActions(): {
  begin(input: TagChangeInput): Promise<void>;
  undo(id: string): Promise<void>;
} {
  const queries = useQueryClient();
  const send = async (path: string, body?: unknown): Promise<void> => {
    await callApi(path, {
      method: "POST",
      idempotencyKey: newIdempotencyKey(),
      ...(body === undefined ? {} : { body }),
    });
    await queries.invalidateQueries({ queryKey: CHANGES_KEY });
    await queries.invalidateQueries({ queryKey: KEY });
  };
  return {
    begin: (input) => send("/api/admin/tags/changes", input),
    undo: (id) => send(`/api/admin/tags/changes/${id}/undo`),
  };
}
