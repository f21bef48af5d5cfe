import { describe, expect, it } from "vitest";
import { translatorFor } from "@/messages/translator";
import { PresenceStore, type PresenceEntry } from "./presence-store";
import { presenceWords } from "./presence-words";

const speech = { language: "en", locale: "en" } as const;
const spoken = { ...speech, t: translatorFor(speech) };

const NOON = Date.UTC(2026, 10, 20, 12);
const at = (minutesAgo: number): string => new Date(NOON - minutesAgo * 60_000).toISOString();
const entry = (userId: string, status: PresenceEntry["status"], minutesAgo = 0): PresenceEntry => ({
  userId,
  status,
  lastSeenAt: at(minutesAgo),
});

describe("the presence store of a page", () => {
  it("follows events, and after a new connection lists nobody as online who was not named", () => {
    const store = new PresenceStore();
    store.begin([entry("ana", "online"), entry("ben", "away", 3)]);
    store.change(entry("cora", "offline", 5));
    store.begin([entry("ana", "away")]);
    expect(["ana", "ben", "cora", "dan"].map((id) => store.get(id)?.status)).toEqual([
      "away",
      "offline",
      "offline",
      undefined,
    ]);
  });

  it("notifies subscribers, until they unsubscribe", () => {
    const store = new PresenceStore();
    let count = 0;
    const stop = store.subscribe(() => (count += 1));
    store.change(entry("ana", "online"));
    stop();
    store.change(entry("ana", "away"));
    expect(count).toBe(1);
  });

  it("is shown in words: online, away, or last seen, by the source with the later time", () => {
    expect(presenceWords(spoken, entry("ana", "online"), at(90), NOON)).toBe("Online");
    expect(presenceWords(spoken, entry("ana", "away"), null, NOON)).toBe("Away");
    expect(presenceWords(spoken, entry("ana", "offline", 4), at(90), NOON)).toBe("Last seen 4 minutes ago");
    expect(presenceWords(spoken, undefined, at(120), NOON)).toBe("Last seen 2 hours ago");
    expect(presenceWords(spoken, null, null, NOON)).toBeNull();
  });
});
