import { afterEach, describe, expect, it, vi } from "vitest";
import { until } from "@/testing/wait";
import { CoalescingThrottle } from "./coalescing-throttle";

const open: CoalescingThrottle[] = [];
const sent: string[] = [];

afterEach(() => {
  open.splice(0).forEach((throttle) => throttle.stop());
  sent.length = 0;
  vi.useRealTimers();
});

function make(
  isBlind: () => boolean,
  perSecond?: number,
): (key: string, what?: string, cost?: number) => void {
  const throttle = new CoalescingThrottle(isBlind, perSecond);
  open.push(throttle);
  return (key, what = key, cost = 1) => throttle.run(key, () => sent.push(what), cost);
}

describe("what a process sends of presence", () => {
  it("is sent at once while it reads changes of access", () => {
    const run = make(() => false);
    run("one");
    run("two");
    run("one");
    expect(sent).toEqual(["one", "two", "one"]);
  });

  it("waits while it does not, and then comes in its latest state, each key once", async () => {
    vi.useFakeTimers();
    let isBlind = true;
    const run = make(() => isBlind);
    run("one", "old");
    run("two");
    run("one", "new");
    vi.advanceTimersByTime(10_000);
    expect(sent).toEqual([]);
    isBlind = false;
    vi.advanceTimersByTime(1_000);
    expect(sent).toEqual(["new", "two"]);
    run("three");
    expect(sent).toHaveLength(3);
  });

  it("keeps to its rate when many connect, and loses nothing", async () => {
    const run = make(() => false, 20);
    for (let count = 0; count < 40; count++) {
      run(`person ${count}`);
    }
    expect(sent).toHaveLength(20);
    const began = performance.now();
    await until("all were notified", () => sent.length === 40);
    expect(performance.now() - began).toBeGreaterThan(800);
    expect(sent).toEqual(Array.from({ length: 40 }, (_, count) => `person ${count}`));
  });

  it("counts what goes to many for more, and sends it all the same where that exceeds the rate", async () => {
    const run = make(() => false, 20);
    for (let count = 0; count < 4; count++) {
      run(`person ${count}`, undefined, 10);
    }
    expect(sent).toHaveLength(2);
    run("to thousands", undefined, 1_000);
    await until("all were notified", () => sent.length === 5);
    expect(sent.at(-1)).toBe("to thousands");
  });
});
