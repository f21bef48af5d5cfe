"use client";

import { useCallback, useSyncExternalStore } from "react";
import { useMe } from "@/client/browser/me";

/** What somebody says of themselves: there, or not to be counted on. */
export type Availability = "online" | "away";

const CHANGED = "helpejo:availability";

/** What this person chose, in all tabs of this browser alike, until they choose otherwise; and the way to choose. */
export function useAvailability(): [Availability, (availability: Availability) => void] {
  const { id } = useMe();
  const key = `helpejo.availability.${id}`;
  const chosen = useSyncExternalStore(
    subscribe,
    () => read(key),
    (): Availability => "online",
  );
  const choose = useCallback((availability: Availability) => write(key, availability), [key]);
  return [chosen, choose];
}

function read(key: string): Availability {
  try {
    return window.localStorage.getItem(key) === "away" ? "away" : "online";
  } catch {
    return "online";
  }
}

function write(key: string, availability: Availability): void {
  try {
    if (availability === "away") {
      window.localStorage.setItem(key, availability);
    } else {
      window.localStorage.removeItem(key);
    }
  } catch {
    // A browser that keeps nothing cannot keep this either.
  }
  window.dispatchEvent(new Event(CHANGED));
}

function subscribe(changed: () => void): () => void {
  window.addEventListener("storage", changed);
  window.addEventListener(CHANGED, changed);
  return () => {
    window.removeEventListener("storage", changed);
    window.removeEventListener(CHANGED, changed);
  };
}
