"use client";

import { useEffect, useState } from "react";
import { onClockChange, serverNow } from "@/client/browser/clock";

const STEP_MILLISECONDS = 30_000;

/** The server's time in milliseconds, every half minute; null on the server and in the first paint, where no clock is known. */
export function useNow(): number | null {
  const [now, setNow] = useState<number | null>(null);
  useEffect(() => {
    const update = (): void => setNow(serverNow());
    const first = setTimeout(update, 0);
    const timer = setInterval(update, STEP_MILLISECONDS);
    const stop = onClockChange(update);
    return () => {
      stop();
      clearTimeout(first);
      clearInterval(timer);
    };
  }, []);
  return now;
}
