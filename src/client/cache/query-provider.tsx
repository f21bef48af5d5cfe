"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { ApiError } from "@/client/api/api";

const RETRIES = 3;

/** Holds what pages have fetched. Events keep it current, so it does not go stale by time; sockets refetch after a gap. */
export function QueryProvider({ children }: { children: ReactNode }) {
  const [client] = useState(
    () =>
      new QueryClient({
        defaultOptions: {
          queries: {
            staleTime: 60_000,
            refetchOnWindowFocus: true,
            // Answers such as "not found" do not get better by asking again; a server that is away does.
            retry: (count, error) =>
              count < RETRIES &&
              (!(error instanceof ApiError) ||
                error.status === 0 ||
                error.status >= 500 ||
                error.status === 429),
            // Being offline by the browser's word says little on an intranet: ask, and show what comes back.
            networkMode: "always",
          },
          mutations: { networkMode: "always" },
        },
      }),
  );
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}
