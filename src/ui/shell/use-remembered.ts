"use client";

import { useSyncExternalStore } from "react";

const YEAR = 365 * 24 * 60 * 60;

/** Stores a choice about a page's layout (a width, a folded sidebar) in the cookie `ui_<name>`, so the server can render it. */
export function remember(name: string, value: string): void {
  document.cookie = `ui_${name}=${encodeURIComponent(value)}; path=/; max-age=${YEAR}; samesite=lax`;
}

/** What was remembered under `name`, or null; null as well while the server renders. */
export function useRemembered(name: string): string | null {
  return useSyncExternalStore(
    subscribeNever,
    () => read(name),
    () => null,
  );
}

function read(name: string): string | null {
  const start = `ui_${name}=`;
  const found = document.cookie.split("; ").find((part) => part.startsWith(start));
  return found === undefined ? null : decodeURIComponent(found.slice(start.length));
}

function subscribeNever(): () => void {
  return () => undefined;
}
