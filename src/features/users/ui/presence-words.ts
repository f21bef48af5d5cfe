import { relativeTime } from "@/ui/time-words";
import type { PresenceEntry } from "./presence-store";

/** "Online", "Away", "Last seen 2 hours ago"; nothing where nothing is known. `now` in milliseconds. */
export function presenceWords(
  known: Pick<PresenceEntry, "status" | "lastSeenAt"> | null | undefined,
  lastSeenAt: string | null | undefined,
  now: number,
): string | null {
  if (known?.status === "online") {
    return "Online";
  }
  if (known?.status === "away") {
    return "Away";
  }
  const latest = [known?.lastSeenAt, lastSeenAt]
    .filter((at) => at !== null && at !== undefined)
    .sort()
    .at(-1);
  return latest === undefined ? null : `Last seen ${relativeTime(latest, now, "long")}`;
}
