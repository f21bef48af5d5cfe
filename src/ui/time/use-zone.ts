"use client";

import { useSyncExternalStore } from "react";

const never = (): (() => void) => () => undefined;

/**
 * The time zone for times in server-rendered pages: UTC until hydration, as the server does not know the
 * reader's zone; then the reader's own, which is undefined.
 */
export function useTimeZone(): string | undefined {
  return useSyncExternalStore<string | undefined>(
    never,
    () => undefined,
    () => "UTC",
  );
}
