import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

const TRUE_NOW = Date.parse("2026-11-28T12:00:00Z");
const HOUR = 3_600_000;

/** A browser whose clock is ahead by so much, on a page that the server rendered so long ago. */
async function browser(options: { ahead: number; renderedAt?: number | null; since?: number }) {
  vi.setSystemTime(TRUE_NOW + options.ahead);
  const rendered = options.renderedAt === undefined ? TRUE_NOW - (options.since ?? 0) : options.renderedAt;
  vi.stubGlobal("document", {
    documentElement: { getAttribute: () => (rendered === null ? null : String(rendered)) },
  });
  vi.stubGlobal("performance", {
    now: () => (options.since ?? 0) + 100,
    getEntriesByType: () => [{ responseStart: 100 }],
  });
  return await import("./clock");
}

describe("the server's time in a browser", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["Date"] });
    vi.resetModules();
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it.each([-2 * HOUR, 2 * HOUR, -26 * HOUR])(
    "is right at once where its clock is wrong by %i ms",
    async (ahead) => {
      const clock = await browser({ ahead, since: 3_000 });
      expect(Math.abs(clock.serverNow() - TRUE_NOW)).toBeLessThan(1_000);
    },
  );

  it("is the browser's clock where that is right, to the millisecond", async () => {
    const clock = await browser({ ahead: 1_500 });
    expect(clock.serverNow()).toBe(TRUE_NOW + 1_500);
  });

  it("is learned from answers where the page came out of a cache, or says nothing", async () => {
    for (const renderedAt of [null, TRUE_NOW - 8 * HOUR, Number.NaN]) {
      vi.resetModules();
      const since = renderedAt === null ? 0 : 8 * HOUR;
      const clock = await browser({ ahead: 2 * HOUR, renderedAt, since });
      const listener = vi.fn();
      clock.onClockChange(listener);
      clock.measureServerTime(new Date(TRUE_NOW).toUTCString(), TRUE_NOW + 2 * HOUR - 80);
      expect(Math.abs(clock.serverNow() - TRUE_NOW)).toBeLessThan(1_500);
      expect(listener).toHaveBeenCalledTimes(1);
    }
  });

  it("follows a clock that is set while the page is open, and does not tremble with slow answers", async () => {
    const clock = await browser({ ahead: 0 });
    const listener = vi.fn();
    clock.onClockChange(listener);
    clock.measureServerTime(new Date(TRUE_NOW - 9_000).toUTCString(), TRUE_NOW - 18_000);
    clock.measureServerTime(new Date(TRUE_NOW - 1_000).toUTCString(), TRUE_NOW - 10);
    expect([clock.serverNow(), listener.mock.calls.length]).toEqual([TRUE_NOW, 0]);
    vi.setSystemTime(TRUE_NOW - 2 * HOUR);
    clock.measureServerTime(new Date(TRUE_NOW).toUTCString(), TRUE_NOW - 2 * HOUR - 50);
    expect(Math.abs(clock.serverNow() - TRUE_NOW)).toBeLessThan(1_500);
    vi.setSystemTime(TRUE_NOW + 60_000);
    clock.measureServerTime(new Date(TRUE_NOW + 60_000).toUTCString(), TRUE_NOW + 60_000);
    expect(clock.serverNow()).toBe(TRUE_NOW + 60_000);
  });

  it("ignores an answer with an invalid time, or during whose request the clock was set", async () => {
    const clock = await browser({ ahead: 0 });
    clock.measureServerTime(null, TRUE_NOW);
    clock.measureServerTime("yesterday", TRUE_NOW);
    clock.measureServerTime(new Date(0).toUTCString(), TRUE_NOW + 1);
    expect(clock.serverNow()).toBe(TRUE_NOW);
  });

  it("on the server is its own", async () => {
    vi.setSystemTime(TRUE_NOW);
    const clock = await import("./clock");
    clock.measureServerTime(new Date(0).toUTCString(), TRUE_NOW);
    expect(clock.serverNow()).toBe(TRUE_NOW);
  });
});
