"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { callApi, newIdempotencyKey } from "@/client/api/api";
import type { Audited } from "@/client/live/use-audited";
import { apiError, useLive, type Live } from "@/client/live/use-live";
import { useLiveList, type LiveRows } from "@/client/live/use-live-list";
import type { ImportDto, ImportQuery, ImportRowDto, ImportWithRows } from "@/features/people-imports/schema";

const KEY = ["admin", "imports"];
/** How often the progress of one that runs is read beside the events: rows that change nothing cause none. */
const PROGRESS_MILLISECONDS = 1_000;
const LIST = 20;
/** Rows that a preview shows at first. */
const ROWS = 50;

const progressOf = (imports: readonly ImportDto[]): number | false =>
  imports.some(({ state }) => state === "running") && PROGRESS_MILLISECONDS;
const concernsImports = ({ subjectType }: Audited): boolean => subjectType === "import";

/** The latest imports, live for every admin. */
export function useImports(): LiveRows<ImportDto> {
  return useLiveList<ImportDto>(
    { key: [...KEY, "list"], path: "/api/admin/imports", search: `limit=${LIST}` },
    {
      concerns: concernsImports,
      refetchMilliseconds: (pages) => progressOf(pages.flatMap(({ items }) => items)),
    },
  );
}

/** One import, live: how far it is shows to every admin. */
export function useImport(id: string): Live<ImportDto> {
  return useLive<ImportWithRows>(
    { key: [...KEY, "one", id], path: `/api/admin/imports/${id}?limit=1` },
    {
      concerns: (audited) => concernsImports(audited) && audited.subjectId === id,
      refetchMilliseconds: (one) => progressOf([one]),
    },
  );
}

/** Rows of an import, page by page. */
export type ImportRows = Pick<
  LiveRows<ImportRowDto>,
  "rows" | "error" | "hasMore" | "isFetchingMore" | "fetchMore" | "refetch"
>;

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
    error: apiError(query.error),
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
