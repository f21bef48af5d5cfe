"use client";

import { useSyncExternalStore } from "react";

const never = (): (() => void) => () => undefined;

/**
 * The zone in which times are written into a page that the server draws too: UTC until the browser has taken it over, as the
 * server does not know the reader's; then the reader's own, which is undefined.
 */
export function useTimeZone(): string | undefined {
  return useSyncExternalStore<string | undefined>(
    never,
    () => undefined,
    () => "UTC",
  );
}
