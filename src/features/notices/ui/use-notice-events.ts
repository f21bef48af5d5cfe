"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { fetchAgain } from "@/client/cache/fetch-again";
import { useEvent } from "@/client/connection/use-event";

const EVENTS = ["admin:notice", "admin:noticeChanged", "admin:noticesAcknowledged"] as const;
const PAUSE_MILLISECONDS = 150;

/** Refetches the list of notices and their count whenever one of them changed. Used once, in the shell. */
export function useNoticeEvents(): void {
  const queries = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEvent(EVENTS, () => {
    // Several come together: the first is fetched without waiting for the others.
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      void fetchAgain(queries, ["notices"]);
    }, PAUSE_MILLISECONDS);
  });
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      timer.current = undefined;
    },
    [],
  );
}
