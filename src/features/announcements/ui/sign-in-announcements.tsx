"use client";

import { useEffect, useState } from "react";
import { callApi } from "@/client/api/api";
import type { SignInAnnouncementDto } from "@/features/announcements/schema";
import { AnnouncementList } from "./announcement-list";
import { useCurrent } from "./use-current";

const EVERY_MILLISECONDS = 20_000;

/** The announcements of the sign-in page. There is no socket without a session: they are asked for now and then, and when the page is looked at again. */
export function SignInAnnouncements({ initial }: { initial: readonly SignInAnnouncementDto[] }) {
  const [items, setItems] = useState(initial);
  useEffect(() => {
    const end = new AbortController();
    const ask = async (): Promise<void> => {
      if (document.visibilityState !== "visible") {
        return;
      }
      try {
        const { signal } = end;
        const path = "/api/announcements/sign-in";
        setItems((await callApi<{ items: SignInAnnouncementDto[] }>(path, { signal })).items);
      } catch {
        // The form says by itself when the server is away.
      }
    };
    const timer = setInterval(() => void ask(), EVERY_MILLISECONDS);
    const onLook = (): void => void ask();
    document.addEventListener("visibilitychange", onLook);
    return () => {
      end.abort();
      clearInterval(timer);
      document.removeEventListener("visibilitychange", onLook);
    };
  }, []);
  return (
    <AnnouncementList items={useCurrent(items)} className="mb-6" barClassName="mb-2 rounded-lg last:mb-0" />
  );
}
