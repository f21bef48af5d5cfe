import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { MessageRateLimiter, isOverLimit } from "./message-rate-limiter";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const counts = (limiter: MessageRateLimiter, count: number) =>
  Array.from({ length: count }, () => {
    try {
      limiter.count();
      return true;
    } catch {
      return false;
    }
  }).filter(Boolean).length;

it("each socket has a limit, all sockets of a person together have one, and another person has their own", () => {
  const sockets = Array.from({ length: 10 }, () => new MessageRateLimiter("loud"));
  const quiet = new MessageRateLimiter("quiet");
  const [wild, ...others] = sockets;
  expect(wild && counts(wild, 10_000)).toBe(400);
  expect(others.map((socket) => counts(socket, 200)).reduce((sum, one) => sum + one, 0)).toBe(600);
  expect(counts(quiet, 10)).toBe(10);
  expect([isOverLimit("loud"), wild?.isExhausted()]).toEqual([false, false]);
  const more = Array.from({ length: 10 }, () => new MessageRateLimiter("loud"));
  more.forEach((socket) => counts(socket, 400));
  expect([isOverLimit("loud"), isOverLimit("quiet"), wild?.isExhausted()]).toEqual([true, false, true]);
});

it("a person who leaves and comes back at once has the bucket that they left with; after a while it is forgotten", () => {
  const sockets = Array.from({ length: 15 }, () => new MessageRateLimiter("returning"));
  sockets.forEach((socket) => counts(socket, 400));
  sockets.forEach((socket) => socket.end());
  expect(isOverLimit("returning")).toBe(true);
  const again = new MessageRateLimiter("returning");
  expect(again.isExhausted()).toBe(true);
  again.end();
  vi.advanceTimersByTime(60_000);
  expect(isOverLimit("returning")).toBe(false);
  expect(counts(new MessageRateLimiter("returning"), 400)).toBe(400);
});

it("only a few jobs of one person run at once, and all of them finish", async () => {
  const limiter = new MessageRateLimiter("busy");
  let running = 0;
  let most = 0;
  const work = Array.from({ length: 50 }, (_, index) =>
    limiter
      .runBounded(async () => {
        running += 1;
        most = Math.max(most, running);
        await Promise.resolve();
        running -= 1;
        if (index % 7 === 0) {
          throw new Error("no");
        }
        return index;
      })
      .catch(() => -1),
  );
  expect((await Promise.all(work)).filter((one) => one >= 0)).toHaveLength(42);
  expect(most).toBe(4);
});
