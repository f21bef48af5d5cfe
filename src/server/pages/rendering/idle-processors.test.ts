import { expect, it } from "vitest";
import { IdleProcessors, type ProcessorTimes } from "./idle-processors";

it("tells what was idle between two looks that are near each other, and nothing of a longer or shorter time", () => {
  let now = 0;
  let times: ProcessorTimes = { idle: 100, total: 1_000 };
  const processors = new IdleProcessors(
    () => times,
    () => now,
  );
  const after = (milliseconds: number, idle: number): number | null => {
    now += milliseconds;
    times = { idle: times.idle + idle, total: times.total + 2 * milliseconds };
    return processors.share();
  };
  expect(processors.share()).toBeNull();
  expect(after(500, 500)).toBeNull();
  expect(after(500, 0)).toBe(0.25);
  expect(after(1_500, 0)).toBe(0);
  expect(after(60_000, 60_000)).toBeNull();
  expect(after(1_000, 2_000)).toBe(1);
});

it("reads the processors of this machine", () => {
  let now = 0;
  const processors = new IdleProcessors(undefined, () => now);
  expect(processors.share()).toBeNull();
  now = 1_000;
  const share = processors.share() ?? 0;
  expect(share).toBeGreaterThanOrEqual(0);
  expect(share).toBeLessThanOrEqual(1);
});
