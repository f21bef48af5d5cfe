"use client";

import { useEffect, useState } from "react";
import { serverNow } from "@/client/browser/clock";

/** The longest time that a browser's timer can wait. */
const LONGEST_MILLISECONDS = 2_147_483_647;

/** The items that have not ended yet, by the server's clock: each goes in the moment of its end, also where nothing can be fetched. */
export function useCurrent<Item extends { endsAt: string | null }>(items: readonly Item[]): readonly Item[] {
  // In the first paint the clock is unknown, and the server has left out what is over.
  const [now, setNow] = useState<number | null>(null);
  const isOver = ({ endsAt }: Item): boolean => now !== null && endsAt !== null && Date.parse(endsAt) <= now;
  const current = items.some(isOver) ? items.filter((item) => !isOver(item)) : items;
  const next = Math.min(...current.map(({ endsAt }) => (endsAt === null ? Infinity : Date.parse(endsAt))));
  useEffect(() => {
    if (next === Infinity) {
      return;
    }
    const wait = Math.min(Math.max(0, next - serverNow()), LONGEST_MILLISECONDS);
    const timer = setTimeout(() => setNow(serverNow()), wait + 1);
    return () => clearTimeout(timer);
  }, [next, now]);
  return current;
}
