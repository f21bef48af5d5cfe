"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { callApi, newIdempotencyKey } from "@/client/api/api";
import { useMe } from "@/client/browser/me";
import { fetchOnceMore } from "@/client/cache/fetch-again";
import { useEvent } from "@/client/connection/use-event";
import { useLiveList, type LiveRows } from "@/client/live/use-live-list";
import type { MacroDto, MacroItem, MacroResult } from "@/features/macros/schema";

const KEY = ["macros"];
const PATH = "/api/macros";
const MOST = 100;

/** The macros that this person works with: their own, their teams' and everybody's, live; null before they are there. */
export function useMacros(): { macros: readonly MacroDto[] | null; error: Error | null } {
  useChanges();
  const me = useMe();
  const { data, error } = useQuery({
    queryKey: [...KEY, "used"],
    queryFn: async ({ signal }) =>
      (await callApi<{ items: MacroDto[] }>(`${PATH}?limit=${MOST}`, { signal })).items,
    staleTime: 0,
  });
  // An admin may change those of every team, and works with those of their own.
  const used = data?.filter(({ teamId }) => teamId === null || me.teamIds.includes(teamId));
  return { macros: used ?? null, error };
}

/** All macros that this person sees, for the page about them. */
export function useAllMacros(isInUse: boolean): LiveRows<MacroDto> {
  useChanges();
  return useLiveList<MacroDto>({ key: KEY, path: PATH, search: `limit=${MOST}` }, { isInUse });
}

/** A run of a macro on tickets, as they are known here by their versions. */
export interface Run {
  macroId: string;
  versions: Readonly<Record<string, number>>;
}

/** What a run would come to, asked each time that the dialog shows it. */
export function useMacroPreview({ macroId, versions }: Run): {
  items: readonly MacroItem[] | null;
  error: Error | null;
} {
  const { data, error } = useQuery({
    queryKey: ["macro-preview", macroId, versions],
    queryFn: () => run({ macroId, versions }, { dryRun: true }),
    staleTime: 0,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
  });
  return { items: data ?? null, error };
}

/** Does it; sent again with the same key, it is done once. Throws ApiError. */
export async function runMacro(wanted: Run, idempotencyKey: string): Promise<MacroItem[]> {
  return await run(wanted, { dryRun: false, idempotencyKey });
}

/** Makes a macro; throws ApiError. */
export async function makeMacro(input: object): Promise<void> {
  await send("POST", PATH, input);
}

/** Changes a macro; throws ApiError. */
export async function changeMacro(id: string, patch: object): Promise<void> {
  await send("PATCH", `${PATH}/${id}`, patch);
}

/** Deletes a macro; throws ApiError. */
export async function deleteMacro(id: string): Promise<void> {
  await send("DELETE", `${PATH}/${id}`);
}

async function run(
  { macroId, versions }: Run,
  { dryRun, idempotencyKey }: { dryRun: boolean; idempotencyKey?: string },
): Promise<MacroItem[]> {
  const body = { ticketIds: Object.keys(versions), versions, dryRun };
  return (await send<MacroResult>("POST", `${PATH}/${macroId}/run`, body, idempotencyKey)).items;
}

function useChanges(): void {
  const queries = useQueryClient();
  useEvent("library:changed", ({ kind }) => {
    if (kind === "macro") {
      void fetchOnceMore(queries, KEY);
    }
  });
}

async function send<T>(
  method: "POST" | "PATCH" | "DELETE",
  path: string,
  body?: unknown,
  idempotencyKey = newIdempotencyKey(),
): Promise<T> {
  return await callApi<T>(path, { method, idempotencyKey, ...(body === undefined ? {} : { body }) });
}
