"use client";

import { useSyncExternalStore } from "react";
import { useSpeech } from "@/messages/translate-provider";

const never = (): (() => void) => () => undefined;

/**
 * The time zone for times in server-rendered pages: the one that the reader chose. Without one it is UTC until hydration, as the server
 * does not know the browser's; then that, which is undefined.
 */
export function useTimeZone(): string | undefined {
  const { timeZone } = useSpeech();
  const own = useSyncExternalStore<string | undefined>(
    never,
    () => undefined,
    () => "UTC",
  );
  return timeZone ?? own;
}
