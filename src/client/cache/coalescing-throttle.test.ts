import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { CoalescingThrottle } from "./coalescing-throttle";

const TIMES = { pause: 100, longest: 300, jitter: 50 };

describe("work that many changes ask for", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("runs once, a while after the last of them", async () => {
    let done = 0;
    const throttle = new CoalescingThrottle(
      async () => done++,
      TIMES,
      () => 1,
    );
    for (let time = 0; time < 5; time++) {
      throttle.ask();
      await vi.advanceTimersByTimeAsync(20);
    }
    expect(done).toBe(0);
    await vi.advanceTimersByTimeAsync(130);
    expect(done).toBe(1);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(done).toBe(1);
  });

  it("is not delayed for ever", async () => {
    let done = 0;
    const throttle = new CoalescingThrottle(
      async () => done++,
      TIMES,
      () => 0,
    );
    for (let time = 0; time < 100; time++) {
      throttle.ask();
      await vi.advanceTimersByTimeAsync(10);
    }
    expect(done).toBeGreaterThanOrEqual(3);
  });

  it("never runs twice at once, and runs once more for a call that came meanwhile", async () => {
    const ends: (() => void)[] = [];
    const throttle = new CoalescingThrottle(
      () => new Promise<void>((resolve) => ends.push(resolve)),
      TIMES,
      () => 0,
    );
    throttle.ask();
    await vi.advanceTimersByTimeAsync(100);
    expect(ends).toHaveLength(1);
    throttle.ask();
    throttle.ask();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(ends).toHaveLength(1);
    ends[0]?.();
    await vi.advanceTimersByTimeAsync(100);
    expect(ends).toHaveLength(2);
    ends[1]?.();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(ends).toHaveLength(2);
  });

  it("runs at different times on different pages", async () => {
    const at: number[] = [];
    const began = Date.now();
    for (const chance of [0, 0.5, 1]) {
      new CoalescingThrottle(
        async () => at.push(Date.now() - began),
        TIMES,
        () => chance,
      ).ask();
    }
    await vi.advanceTimersByTimeAsync(1_000);
    expect(at).toEqual([100, 125, 150]);
  });

  it("does not start after the throttle was stopped", async () => {
    let done = 0;
    const throttle = new CoalescingThrottle(async () => done++, TIMES);
    throttle.ask();
    throttle.stop();
    throttle.ask();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(done).toBe(0);
  });
});
