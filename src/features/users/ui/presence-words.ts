import { relativeTime } from "@/ui/time/words";
import type { Spoken } from "@/messages/translation";
import type { PresenceEntry } from "./presence-store";

/** "Online", "Away", "Last seen 2 hours ago"; nothing where nothing is known. `now` in milliseconds. */
export function presenceWords(
  spoken: Spoken,
  known: Pick<PresenceEntry, "status" | "lastSeenAt"> | null | undefined,
  lastSeenAt: string | null | undefined,
  now: number,
): string | null {
  if (known?.status === "online") {
    return spoken.t("users.online");
  }
  if (known?.status === "away") {
    return spoken.t("users.away");
  }
  const latest = [known?.lastSeenAt, lastSeenAt]
    .filter((at) => at !== null && at !== undefined)
    .sort()
    .at(-1);
  return latest === undefined
    ? null
    : spoken.t("users.lastSeen", { ago: relativeTime(spoken, latest, now, "long") });
}
