import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { TokenBucket } from "./token-bucket";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const takes = (bucket: TokenBucket, count: number) =>
  Array.from({ length: count }, () => bucket.take()).filter(Boolean).length;

it("a token bucket gives its burst, then what is refilled", () => {
  const bucket = new TokenBucket({ burst: 10, perSecond: 5 });
  expect(takes(bucket, 20)).toBe(10);
  vi.advanceTimersByTime(1_000);
  expect(takes(bucket, 20)).toBe(5);
  vi.advanceTimersByTime(60_000);
  expect(takes(bucket, 20)).toBe(10);
  expect(bucket.isSpent()).toBe(false);
});

it("a bucket in debt is refilled to zero before it gives again", () => {
  const bucket = new TokenBucket({ burst: 10, perSecond: 5, debt: 10 });
  expect(takes(bucket, 15)).toBe(10);
  expect([Math.round(bucket.left()), bucket.isSpent()]).toEqual([-5, false]);
  takes(bucket, 100);
  expect([Math.round(bucket.left()), bucket.isSpent()]).toEqual([-10, true]);
  vi.advanceTimersByTime(2_000);
  expect(takes(bucket, 1)).toBe(0);
  vi.advanceTimersByTime(600);
  expect(takes(bucket, 5)).toBe(2);
});

it("a bucket whose tokens take no even time to come back gives its whole burst", () => {
  for (const perSecond of [3, 6, 7, 30, 300]) {
    expect(takes(new TokenBucket({ burst: perSecond * 10, perSecond }), perSecond * 20)).toBe(perSecond * 10);
  }
});

it("a clock that is set back takes nothing away", () => {
  const bucket = new TokenBucket({ burst: 10, perSecond: 5 });
  takes(bucket, 10);
  vi.setSystemTime(Date.now() - 3_600_000);
  vi.advanceTimersByTime(1_000);
  expect(takes(bucket, 10)).toBe(5);
});
