import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { translatorFor } from "@/messages/translator";
import { absoluteTime, relativeTime } from "./words";

const spoken = { t: translatorFor({ language: "en", locale: "en" }), locale: "en" };
const NOW = Date.parse("2026-11-20T12:00:00Z");

describe("how long ago", () => {
  it.each([
    ["2026-11-20T11:59:30Z", "just now", "now"],
    ["2026-11-20T12:00:20Z", "just now", "now"],
    ["2026-11-20T11:56:00Z", "4 minutes ago", "4m"],
    ["2026-11-20T09:00:01Z", "2 hours ago", "2h"],
    ["2026-11-19T12:00:00Z", "yesterday", "1d"],
    ["2026-11-22T13:00:00Z", "in 2 days", "in 2d"],
  ])("%s is said in words that fit", (at, long, short) => {
    expect(relativeTime(spoken, at, NOW, "long", true)).toBe(long);
    expect(relativeTime(spoken, at, NOW, "short", true)).toBe(short);
  });

  it("never shows a past time as future, however wrong a clock is", () => {
    fc.assert(
      fc.property(fc.date({ min: new Date(0), max: new Date("2099-01-01"), noInvalidDate: true }), (date) => {
        for (const form of ["long", "short"] as const) {
          const words = relativeTime(spoken, date.toISOString(), NOW, form);
          expect(words).not.toMatch(/^in |tomorrow/);
          expect(date.getTime() < NOW || /^(just )?now$/.test(words)).toBe(true);
        }
      }),
    );
  });

  it("is a date of the reader's time zone", () => {
    const at = "2026-01-01T02:00:00Z";
    const say = (timeZone: string) => relativeTime({ ...spoken, timeZone }, at, NOW, "short");
    expect([say("UTC"), say("Asia/Tokyo"), say("America/New_York")]).toEqual([
      "Jan 1",
      "Jan 1",
      "Dec 31, 2025",
    ]);
    expect(absoluteTime(at, "en", "America/New_York")).toContain("December 31, 2025");
  });

  it("names the year only when it is another one", () => {
    expect(relativeTime(spoken, "2026-03-02T12:00:00Z", NOW, "short")).not.toContain("2026");
    expect(relativeTime(spoken, "2024-03-02T12:00:00Z", NOW, "short")).toContain("2024");
  });
});
