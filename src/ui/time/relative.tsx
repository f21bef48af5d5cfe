"use client";

import { useSyncExternalStore } from "react";
import { onMinute, serverMinute } from "@/client/browser/clock";
import { useSpeech } from "@/messages/translate-provider";
import { absoluteTime, relativeTime } from "./words";

/** The props of RelativeTime: an ISO 8601 time. */
export interface RelativeTimeProps {
  at: string;
  /** "short" says "4m", "3h", "12 Nov"; "long" says "4 minutes ago". */
  form?: "short" | "long";
  /** Whether it is a due time, which may be in the future; any other time is past. */
  mayCome?: boolean;
  className?: string;
}

/** How long ago by the server's clock, kept up to date; the exact time in the reader's locale and time zone is its title. */
export function RelativeTime({ at, form = "long", mayCome = false, className }: RelativeTimeProps) {
  // On the server and in the first paint the clock is unknown: both say the date in UTC, so they agree.
  // It subscribes to its words, not to the clock: while they stay the same, nothing is rendered again.
  const spoken = useSpeech();
  const words = useSyncExternalStore(
    onMinute,
    () => relativeTime(spoken, at, serverMinute(), form, mayCome),
    () => null,
  );
  return (
    <time
      dateTime={at}
      title={words === null ? undefined : absoluteTime(at, spoken.locale, spoken.timeZone)}
      className={className}
    >
      {words ?? at.slice(0, 10)}
    </time>
  );
}
