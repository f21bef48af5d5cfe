"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { callApi, newIdempotencyKey } from "@/client/api/api";
import { fetchOnceMore } from "@/client/cache/fetch-again";
import { useEvent } from "@/client/connection/use-event";
import { useLiveList, type LiveRows } from "@/client/live/use-live-list";
import type { CannedReplyDto } from "@/features/canned-replies/schema";
import type { LibraryScope } from "@/features/library/schema";

const KEY = ["canned-replies"];
const PATH = "/api/canned-replies";
const PAGE = 50;
/** As many as can be looked through while writing. */
const TO_PICK = 8;

/** The canned replies of a page about them, live. */
export function useCannedReplies(
  { q, scope }: { q: string; scope: LibraryScope | null },
  isInUse: boolean,
): LiveRows<CannedReplyDto> {
  useChanges();
  const search = new URLSearchParams({
    limit: String(PAGE),
    ...(scope ? { scope } : {}),
    ...(q.trim() === "" ? {} : { q: q.trim() }),
  });
  return useLiveList<CannedReplyDto>({ key: KEY, path: PATH, search: search.toString() }, { isInUse });
}

/** Those that fit what is typed, the best first, while `isOpen`. */
export function useFittingReplies(
  q: string,
  isOpen: boolean,
): { items: readonly CannedReplyDto[]; state: "searching" | "ready" | "failed" } {
  useChanges();
  const search = new URLSearchParams({ limit: String(TO_PICK), ...(q === "" ? {} : { q }) }).toString();
  const { data, isError } = useQuery({
    queryKey: [...KEY, "fitting", search],
    queryFn: async ({ signal }) =>
      (await callApi<{ items: CannedReplyDto[] }>(`${PATH}?${search}`, { signal })).items,
    enabled: isOpen,
    staleTime: 0,
    retry: false,
  });
  return { items: isOpen ? (data ?? []) : [], state: data ? "ready" : isError ? "failed" : "searching" };
}

/** One as it stands now: `known` until it is fetched. */
export function useCannedReply(known: CannedReplyDto): CannedReplyDto {
  const { data } = useQuery({
    queryKey: [...KEY, "one", known.id],
    queryFn: ({ signal }) => callApi<CannedReplyDto>(`${PATH}/${known.id}`, { signal }),
    initialData: known,
    staleTime: 0,
    retry: false,
  });
  return data;
}

/** Makes a canned reply; throws ApiError. */
export async function makeCannedReply(input: object): Promise<CannedReplyDto> {
  return await send<CannedReplyDto>("POST", PATH, input);
}

/** Changes a canned reply; throws ApiError. */
export async function changeCannedReply(id: string, patch: object): Promise<CannedReplyDto> {
  return await send<CannedReplyDto>("PATCH", `${PATH}/${id}`, patch);
}

/** Deletes a canned reply; throws ApiError. */
export async function deleteCannedReply(id: string): Promise<void> {
  await send("DELETE", `${PATH}/${id}`);
}

/** Counts a use; that it could not be counted is nothing to tell anybody who is writing. */
export function countUse(id: string): void {
  void send("POST", `${PATH}/${id}/use`).catch(() => undefined);
}

function useChanges(): void {
  const queries = useQueryClient();
  useEvent("library:changed", ({ kind }) => {
    if (kind === "cannedReply") {
      void fetchOnceMore(queries, KEY);
    }
  });
}

async function send<T>(method: "POST" | "PATCH" | "DELETE", path: string, body?: unknown): Promise<T> {
  return await callApi<T>(path, {
    method,
    idempotencyKey: newIdempotencyKey(),
    ...(body === undefined ? {} : { body }),
  });
}
