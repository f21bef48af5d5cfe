"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { callApi, newIdempotencyKey } from "@/client/api/api";
import { useEvent } from "@/client/connection/use-event";
import type { NewTokenDto, PersonalTokenDto, TokenInput } from "@/features/personal-tokens/schema";

const KEY = ["personal-tokens"];
const PATH = "/api/me/tokens";

/** One's own tokens, as they are now, and what can be done with them. */
export interface Tokens {
  /** Null before the first answer. */
  tokens: PersonalTokenDto[] | null;
  error: Error | null;
  refetch(): void;
  /** Makes one, and returns it: it is answered this once. */
  make(input: TokenInput): Promise<string>;
  end(id: string): Promise<void>;
}

/** Follows one's own tokens, in every window alike. */
export function useTokens(): Tokens {
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => callApi<{ items: PersonalTokenDto[] }>(`${PATH}?limit=100`, { signal }),
    staleTime: 0,
  });
  const refresh = (): Promise<void> => queries.invalidateQueries({ queryKey: KEY });
  useEvent("account:changed", () => void refresh());
  useEvent("sessions:changed", () => void refresh());
  return {
    tokens: data?.items ?? null,
    error,
    refetch: () => void refetch(),
    make: async (input) => {
      const { token } = await callApi<NewTokenDto>(PATH, { method: "POST", body: input });
      await refresh();
      return token ?? "";
    },
    end: async (id) => {
      await callApi(`${PATH}/${id}`, { method: "DELETE", idempotencyKey: newIdempotencyKey() });
      await refresh();
    },
  };
}
