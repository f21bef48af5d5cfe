import { describe, expect, it } from "vitest";
import { awaySince, isAwayAt } from "./attendance";

const NOON = Date.UTC(2026, 10, 20, 12);
const MINUTE = 60_000;

describe("the person at a page", () => {
  it("is away when nothing was touched for five minutes, however visible the page is", () => {
    const attendance = { lastInputAt: NOON, hiddenSince: null };
    expect(isAwayAt(attendance, NOON + 5 * MINUTE - 1)).toBe(false);
    expect(isAwayAt(attendance, NOON + 5 * MINUTE)).toBe(true);
  });

  it("is away when the page was hidden for ten seconds, and not while going from tab to tab", () => {
    const attendance = { lastInputAt: NOON, hiddenSince: NOON + 1_000 };
    expect(isAwayAt(attendance, NOON + 10_999)).toBe(false);
    expect(isAwayAt(attendance, NOON + 11_000)).toBe(true);
  });

  it("is away at the earlier of the two", () => {
    expect(awaySince({ lastInputAt: NOON, hiddenSince: NOON + 5 * MINUTE - 1_000 })).toBe(NOON + 5 * MINUTE);
  });
});
