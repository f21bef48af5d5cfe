"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { ApiError } from "@/client/api/api";

const RETRIES = 3;

/** The cache of what pages have fetched. Events keep it current, so it does not go stale by time; after a gap the socket provider refetches. */
export function QueryProvider({ children }: { children: ReactNode }) {
  const [client] = useState(
    () =>
      new QueryClient({
        defaultOptions: {
          queries: {
            staleTime: 60_000,
            refetchOnWindowFocus: true,
            // Repeating a request does not change an answer such as "not found"; it helps when the server is away.
            retry: (count, error) =>
              count < RETRIES &&
              (!(error instanceof ApiError) ||
                error.status === 0 ||
                error.status >= 500 ||
                error.status === 429),
            // The browser's `offline` says little on an intranet: ask, and show what comes back.
            networkMode: "always",
          },
          mutations: { networkMode: "always" },
        },
      }),
  );
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}
