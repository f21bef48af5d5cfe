"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { callApi, newIdempotencyKey } from "@/client/api/api";
import { useEvent } from "@/client/connection/use-event";
import type { AddressDto } from "@/features/addresses/schema";

const KEY = ["addresses"];
const PATH = "/api/me/addresses";

/** One's own addresses, as they are now, and what can be done with them. */
export interface Addresses {
  /** Null before the first answer. */
  addresses: AddressDto[] | null;
  error: Error | null;
  refetch(): void;
  add(email: string): Promise<AddressDto>;
  resend(id: string): Promise<void>;
  /** Lets mail go there again. */
  retry(id: string): Promise<void>;
  makePrimary(id: string): Promise<void>;
  remove(id: string): Promise<void>;
}

/** Follows one's own addresses, in every window alike. */
export function useAddresses(): Addresses {
  const queries = useQueryClient();
  const router = useRouter();
  const { data, error, refetch } = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => callApi<{ items: AddressDto[] }>(`${PATH}?limit=100`, { signal }),
    staleTime: 0,
  });
  const refresh = (): Promise<void> => queries.invalidateQueries({ queryKey: KEY });
  useEvent("account:changed", ({ change }) => {
    void refresh();
    // The primary one stands elsewhere on the page, too.
    if (change === "address_primary" || change === "address_added") {
      router.refresh();
    }
  });
  useEvent("notification:choices", () => void refresh());
  const change = async <T>(path: string, method: "POST" | "DELETE", body?: unknown): Promise<T> => {
    const answer = await callApi<T>(path, {
      method,
      idempotencyKey: newIdempotencyKey(),
      ...(body === undefined ? {} : { body }),
    });
    await refresh();
    return answer;
  };
  return {
    addresses: data?.items ?? null,
    error,
    refetch: () => void refetch(),
    add: (email) => change<AddressDto>(PATH, "POST", { email }),
    resend: (id) => change(`${PATH}/${id}/confirmation`, "POST"),
    retry: (id) => change(`${PATH}/${id}/retry`, "POST"),
    makePrimary: async (id) => {
      await change(`${PATH}/${id}/primary`, "POST");
      router.refresh();
    },
    remove: (id) => change(`${PATH}/${id}`, "DELETE"),
  };
}
