"use client";

import { useEffect, useState } from "react";

const STEP_MILLISECONDS = 30_000;

/** The time in milliseconds, every half minute; null on the server and in the first paint, where no clock is known. */
export function useNow(): number | null {
  const [now, setNow] = useState<number | null>(null);
  useEffect(() => {
    const first = setTimeout(() => setNow(Date.now()), 0);
    const timer = setInterval(() => setNow(Date.now()), STEP_MILLISECONDS);
    return () => {
      clearTimeout(first);
      clearInterval(timer);
    };
  }, []);
  return now;
}
