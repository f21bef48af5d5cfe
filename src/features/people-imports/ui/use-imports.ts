"use client";

import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { ApiError, callApi, newIdempotencyKey } from "@/client/api/api";
import { fetchAgain } from "@/client/cache/fetch-again";
import { useAudited, type Audited } from "@/features/administration/ui/live/use-audited";
import type { ImportDto, ImportQuery, ImportRowDto, ImportWithRows } from "@/features/people-imports/schema";

const KEY = ["admin", "imports"];
/** How often the progress of one that runs is read beside the events: rows that change nothing cause none. */
const PROGRESS_MILLISECONDS = 1_000;
const LIST = 20;
/** Rows that a preview shows at first. */
const ROWS = 50;

const isRunning = (one: ImportDto): boolean => one.state === "running";
const concernsImports = ({ subjectType }: Audited): boolean => subjectType === "import";

/** The latest imports. */
export interface ImportList {
  /** Null before the first answer. */
  imports: readonly ImportDto[] | null;
  error: ApiError | null;
  hasMore: boolean;
  isFetchingMore: boolean;
  fetchMore(): void;
  refetch(): void;
}

/** The latest imports, live for every admin. */
export function useImports(): ImportList {
  const queryKey = [...KEY, "list"];
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) =>
      callApi<{ items: ImportDto[]; nextCursor: string | null }>(
        `/api/admin/imports?limit=${LIST}${pageParam && `&cursor=${encodeURIComponent(pageParam)}`}`,
        { signal },
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
    staleTime: 0,
    refetchInterval: ({ state }) =>
      state.data?.pages.some((page) => page.items.some(isRunning)) ? PROGRESS_MILLISECONDS : false,
  });
  useAudited(queryKey, concernsImports);
  return {
    imports: query.data?.pages.flatMap((page) => page.items) ?? null,
    error: query.error instanceof ApiError ? query.error : null,
    hasMore: query.hasNextPage,
    isFetchingMore: query.isFetchingNextPage,
    fetchMore: () => void query.fetchNextPage(),
    refetch: () => void query.refetch(),
  };
}

/** One import, live: how far it is shows to every admin. */
export function useImport(id: string): { data: ImportDto | null; error: ApiError | null; refetch(): void } {
  const queries = useQueryClient();
  const queryKey = [...KEY, "one", id];
  const { data, error } = useQuery({
    queryKey,
    queryFn: ({ signal }) => callApi<ImportWithRows>(`/api/admin/imports/${id}?limit=1`, { signal }),
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data && isRunning(state.data) ? PROGRESS_MILLISECONDS : false),
  });
  useAudited(queryKey, (audited) => concernsImports(audited) && audited.subjectId === id);
  return {
    data: data ?? null,
    error: error instanceof ApiError ? error : null,
    refetch: () => void fetchAgain(queries, queryKey),
  };
}

/** Rows of an import, page by page. */
export interface ImportRows {
  /** Null before the first answer. */
  rows: readonly ImportRowDto[] | null;
  error: ApiError | null;
  hasMore: boolean;
  isFetchingMore: boolean;
  fetchMore(): void;
  refetch(): void;
}

/** The rows of an import; they are read anew when it starts and when it ends. */
export function useImportRows({ id, state }: ImportDto, rows: ImportQuery["rows"]): ImportRows {
  const query = useInfiniteQuery({
    queryKey: [...KEY, "rows", id, rows, state],
    queryFn: ({ pageParam, signal }) =>
      callApi<ImportWithRows>(
        `/api/admin/imports/${id}?rows=${rows}&limit=${ROWS}${pageParam && `&cursor=${encodeURIComponent(pageParam)}`}`,
        { signal },
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
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

/** Uploads a file as a preview; throws ApiError. */
export async function uploadFile(file: File): Promise<ImportDto> {
  const body = new FormData();
  body.set("dryRun", "1");
  body.set("file", file);
  return await callApi<ImportDto>("/api/admin/imports", {
    method: "POST",
    idempotencyKey: newIdempotencyKey(),
    body,
  });
}

/** Starts a preview; throws ApiError. */
export async function startImport(id: string, invite: boolean): Promise<void> {
  await callApi(`/api/admin/imports/${id}/start`, {
    method: "POST",
    idempotencyKey: newIdempotencyKey(),
    body: { invite },
  });
}

/** Cancels an import; throws ApiError. */
export async function cancelImport(id: string): Promise<void> {
  await callApi(`/api/admin/imports/${id}/cancel`, { method: "POST", idempotencyKey: newIdempotencyKey() });
}
