"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { callApi, newIdempotencyKey } from "@/client/api/api";
import { useEvent } from "@/client/connection/use-event";
import type { PasskeyAdded, PasskeyDto } from "@/features/passkeys/schema";
import { makePasskey, type CreationOptions, type Outcome } from "./ceremony";

const KEY = ["passkeys"];
const PATH = "/api/me/passkeys";

/** One's own passkeys, as they are now, and what can be done with them. */
export interface Passkeys {
  /** Null before the first answer. */
  passkeys: PasskeyDto[] | null;
  error: Error | null;
  refetch(): void;
  add(name: string): Promise<Outcome<PasskeyAdded>>;
  rename(id: string, name: string): Promise<void>;
  remove(id: string): Promise<void>;
}

/** Follows one's own passkeys, in every window alike. */
export function usePasskeys(): Passkeys {
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => callApi<{ items: PasskeyDto[] }>(`${PATH}?limit=100`, { signal }),
    staleTime: 0,
  });
  const refresh = (): Promise<void> => queries.invalidateQueries({ queryKey: KEY });
  useEvent("account:changed", () => void refresh());
  return {
    passkeys: data?.items ?? null,
    error,
    refetch: () => void refetch(),
    add: async (name) => {
      const outcome = await addPasskey(name);
      await refresh();
      return outcome;
    },
    rename: async (id, name) => {
      await callApi(`${PATH}/${id}`, { method: "PATCH", body: { name } });
      await refresh();
    },
    remove: async (id) => {
      await callApi(`${PATH}/${id}`, { method: "DELETE", idempotencyKey: newIdempotencyKey() });
      await refresh();
    },
  };
}

/** Both steps of adding a passkey to one's account: the browser makes it, the server keeps its public half. */
export async function addPasskey(name: string): Promise<Outcome<PasskeyAdded>> {
  const outcome = await makePasskey(await callApi<CreationOptions>(PATH, { method: "POST", body: {} }));
  return "answer" in outcome
    ? {
        answer: await callApi<PasskeyAdded>(PATH, {
          method: "POST",
          body: { name, response: outcome.answer },
        }),
      }
    : outcome;
}
