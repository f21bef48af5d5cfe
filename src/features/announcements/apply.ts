import type { ServerPayload } from "@/shared/protocol/protocol";
import type { AnnouncementDto } from "./schema";

const FIRST = { critical: 0, warning: 1, info: 2 } as const;

type Ordered = Pick<AnnouncementDto, "level" | "startsAt" | "id">;

/** The order in which announcements are shown: the most pressing first, then the latest. */
export function byLevel(a: Ordered, b: Ordered): number {
  return FIRST[a.level] - FIRST[b.level] || compare(b.startsAt, a.startsAt) || compare(b.id, a.id);
}

/** The announcements for a person after `announcement:changed`. */
export function applyChange(
  items: readonly AnnouncementDto[],
  { announcementId, announcement }: ServerPayload<"announcement:changed">,
): AnnouncementDto[] {
  const others = items.filter(({ id }) => id !== announcementId);
  return announcement === null ? others : [...others, announcement].sort(byLevel);
}

/** The same after `announcement:dismissed`: one that has changed since stays. */
export function applyDismissal(
  items: readonly AnnouncementDto[],
  { announcementId, revision }: ServerPayload<"announcement:dismissed">,
): AnnouncementDto[] {
  return items.map((item) =>
    item.id === announcementId && item.revision <= revision ? { ...item, isDismissed: true } : item,
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
