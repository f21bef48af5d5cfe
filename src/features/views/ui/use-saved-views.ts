"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { callApi, newIdempotencyKey } from "@/client/api/api";
import { useMe } from "@/client/browser/me";
import { fetchOnceMore } from "@/client/cache/fetch-again";
import { useEvent } from "@/client/connection/use-event";
import { useLiveList, type LiveRows } from "@/client/live/use-live-list";
import type { ViewDto } from "@/features/views/schema";

const KEY = ["views"];
const PATH = "/api/views";
/** As many as stand in the sidebar. */
const MOST = 100;
const NONE: readonly ViewDto[] = [];

/** The views that this person works with: their own, their teams' and everybody's, live. */
export function useSavedViews(): readonly ViewDto[] {
  const queries = useQueryClient();
  const me = useMe();
  const { data } = useQuery({
    queryKey: [...KEY, "used"],
    queryFn: async ({ signal }) =>
      (await callApi<{ items: ViewDto[] }>(`${PATH}?limit=${MOST}`, { signal })).items,
    enabled: me.isStaff,
  });
  useEvent("library:changed", ({ kind }) => {
    if (kind === "view") {
      void fetchOnceMore(queries, KEY);
    }
  });
  // An admin may change those of every team, and works with those of their own.
  return data?.filter(({ teamId }) => teamId === null || me.teamIds.includes(teamId)) ?? NONE;
}

/** All views that this person sees, for the page about them. */
export function useAllViews(isInUse: boolean): LiveRows<ViewDto> {
  return useLiveList<ViewDto>({ key: KEY, path: PATH, search: `limit=${MOST}` }, { isInUse });
}

/** Saves a view; throws ApiError. */
export async function saveView(input: object): Promise<ViewDto> {
  return await send<ViewDto>("POST", PATH, input);
}

/** Changes a view; throws ApiError. */
export async function changeView(id: string, patch: object): Promise<ViewDto> {
  return await send<ViewDto>("PATCH", `${PATH}/${id}`, patch);
}

/** Deletes a view; throws ApiError. */
export async function deleteView(id: string): Promise<void> {
  await send("DELETE", `${PATH}/${id}`);
}

async function send<T>(method: "POST" | "PATCH" | "DELETE", path: string, body?: unknown): Promise<T> {
  return await callApi<T>(path, {
    method,
    idempotencyKey: newIdempotencyKey(),
    ...(body === undefined ? {} : { body }),
  });
}
