import { beforeEach, describe, expect, it, vi } from "vitest";
import { MemoryStorage } from "@/testing/browser/memory-storage";
import {
  allDrafts,
  isSafeDraft,
  readDraft,
  readTryKey,
  saveDraft,
  saveTryKey,
  unreadableDrafts,
} from "./drafts";
import { isEmptyDraft, NO_LOCAL_DRAFT } from "./local-draft";

const PLACE = { personId: "p1", place: "t1", kind: "reply" };
const KEY = "helpejo:draft:p1:t1:reply";
const NOW = "2026-11-29T08:00:00.000Z";

let storage = new MemoryStorage();

beforeEach(() => {
  storage = new MemoryStorage();
  vi.stubGlobal("localStorage", storage);
  vi.useFakeTimers({ now: Date.parse(NOW), toFake: ["Date"] });
});

describe("the drafts in a browser", () => {
  it("are read as the first releases wrote them, and not discarded for that", () => {
    storage.setItem(KEY, JSON.stringify({ text: "From long ago", at: Date.parse(NOW) - 1_000, version: 4 }));
    expect(allDrafts("p1", isEmptyDraft).map(({ draft }) => draft)).toEqual([
      {
        ...NO_LOCAL_DRAFT,
        text: "From long ago",
        version: 4,
        isDirty: true,
        writtenAt: "2026-11-29T07:59:59.000Z",
      },
    ]);
  });

  it.each([
    ["half of one", '{"text":"Half a dra'],
    ["one whose other texts are of another shape", '{"text":"Typed","others":[{"words":"Typed too"}]}'],
  ])("%s is not read, hides no other and is not forgotten", (_, text) => {
    storage.setItem(KEY, text);
    saveDraft(
      { ...PLACE, kind: "note" },
      { ...NO_LOCAL_DRAFT, text: "A note", isDirty: true, writtenAt: NOW },
    );
    expect(readDraft(PLACE)).toBeNull();
    expect(allDrafts("p1", isEmptyDraft).map(({ place }) => place.kind)).toEqual(["note"]);
    expect(unreadableDrafts("p1")).toEqual([{ key: KEY, text }]);
    expect(isSafeDraft(KEY)).toBe(false);
  });

  it("what cannot be read is set aside before something is written in its place", () => {
    storage.setItem(KEY, '{"text":7}');
    const draft = { ...NO_LOCAL_DRAFT, text: "New", isDirty: true, writtenAt: NOW };
    expect(saveDraft(PLACE, draft)).toBe(true);
    expect(readDraft(PLACE)).toEqual(draft);
    expect(storage.getItem(`helpejo:unreadable:${KEY}:${Date.parse(NOW)}`)).toBe('{"text":7}');
  });

  it("forgets drafts that were not used for two months, and keeps an attempt's key until then", () => {
    saveTryKey("p1", "key-1");
    saveDraft(PLACE, {
      ...NO_LOCAL_DRAFT,
      text: "Old",
      isDirty: true,
      writtenAt: "2026-09-01T08:00:00.000Z",
    });
    expect(allDrafts("p1", isEmptyDraft)).toEqual([]);
    expect(readDraft(PLACE)).toBeNull();
    expect(readTryKey("p1")).toBe("key-1");
    expect(unreadableDrafts("p1")).toEqual([]);
    saveTryKey("p1", null);
    expect(readTryKey("p1")).toBeNull();
  });
});
