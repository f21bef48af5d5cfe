"use client";

import type { AnnouncementDto } from "@/features/announcements/schema";
import { AnnouncementList } from "./announcement-list";
import { useAnnouncements } from "./use-announcements";

/** The announcements for this person, over every page. `initial` came with the page, so that nothing moves when it has loaded. */
export function AnnouncementBanner({ initial }: { initial: readonly AnnouncementDto[] }) {
  const { shown, dismiss } = useAnnouncements(initial);
  return (
    <AnnouncementList
      items={shown}
      onDismiss={dismiss}
      className="max-h-[40dvh] shrink-0 overflow-y-auto"
      barClassName="border-b border-line"
    />
  );
}
