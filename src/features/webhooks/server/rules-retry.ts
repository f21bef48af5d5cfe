import { HOURS_TRIED } from "@/features/webhooks/fields";

/** Seconds between tries; the last one is kept to from then on. */
const PAUSES_SECONDS = [5, 30, 120, 600, 1_800, 3_600, 7_200, 14_400] as const;
/** A pause is so much shorter or longer, so that receivers that come back are not all asked at once. */
const JITTER = 0.15;
/** The most that a receiver can ask to be left alone for. */
const ASKED_MOST_SECONDS = 14_400;

/** How long deliveries are tried. */
export const TRIED_MILLISECONDS = HOURS_TRIED * 3_600_000;

/** A try that failed. */
export interface FailedTry {
  /** How many there were, with this one. */
  attempts: number;
  firstTriedAt: Date;
  now: Date;
  /** What the receiver asked for; null where it did not. */
  retryAfterSeconds: number | null;
  /** From 0 to 1. */
  chance?: number;
}

/** When a delivery is tried again; null where it was tried for long enough. The last try comes when that time is over. */
export function nextTry({
  attempts,
  firstTriedAt,
  now,
  retryAfterSeconds,
  chance = Math.random(),
}: FailedTry): Date | null {
  const end = firstTriedAt.getTime() + TRIED_MILLISECONDS;
  if (now.getTime() >= end) {
    return null;
  }
  const index = Math.min(attempts, PAUSES_SECONDS.length) - 1;
  const pause = (PAUSES_SECONDS[index] ?? PAUSES_SECONDS[0]) * (1 - JITTER + 2 * JITTER * chance);
  const asked = Math.min(retryAfterSeconds ?? 0, ASKED_MOST_SECONDS);
  return new Date(Math.min(now.getTime() + Math.max(pause, asked) * 1_000, end));
}
