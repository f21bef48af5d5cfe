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

function make(isBlind: () => boolean, perSecond?: number): (key: string, what?: string) => void {
  const throttle = new CoalescingThrottle(isBlind, perSecond);
  open.push(throttle);
  return (key, what = key) => throttle.run(key, () => sent.push(what));
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
    await until("all were told", () => sent.length === 40);
    expect(performance.now() - began).toBeGreaterThan(800);
    expect(sent).toEqual(Array.from({ length: 40 }, (_, count) => `person ${count}`));
  });
});
