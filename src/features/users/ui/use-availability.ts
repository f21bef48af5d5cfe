"use client";

import { useCallback, useSyncExternalStore } from "react";
import { useMe } from "@/client/browser/me";

/** A person's chosen availability: available or away. */
export type Availability = "online" | "away";

const CHANGED = "helpejo:availability";

/** This person's availability, the same in all tabs of this browser, and a function to change it. */
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
    // Without storage this cannot be stored either.
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
