import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { KeyedSemaphore } from "./keyed-semaphore";

describe("work that is bounded by whom it is for", () => {
  it("never exceeds its bounds, and all of it is done, whoever asks for how much", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 40 }),
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 5 }),
        async (scheduler, keys, perKey, inAll) => {
          const semaphore = new KeyedSemaphore({ perKey, inAll, waitingPerKey: 100 });
          const running = new Map<string, number>();
          const all = keys.map((key) =>
            semaphore.run(key, async () => {
              running.set(key, (running.get(key) ?? 0) + 1);
              expect(running.get(key)).toBeLessThanOrEqual(perKey);
              expect([...running.values()].reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(inAll);
              await scheduler.schedule(Promise.resolve(), key);
              running.set(key, (running.get(key) ?? 0) - 1);
              return key;
            }),
          );
          const done = scheduler.waitFor(Promise.all(all));
          expect(await done).toEqual(keys);
        },
      ),
      { numRuns: 100 },
    );
  });

  it("lets others in while somebody's waits, however much that is", async () => {
    const semaphore = new KeyedSemaphore({ perKey: 2, inAll: 3, waitingPerKey: 100 });
    const ends: (() => void)[] = [];
    const greedy = Array.from({ length: 50 }, () =>
      semaphore.run("greedy", () => new Promise<void>((resolve) => ends.push(resolve))),
    );
    expect(await semaphore.run("other", async () => "at once")).toBe("at once");
    for (let time = 0; ends.length < 50 || time < 50; time++) {
      ends[time]?.();
      await new Promise((resolve) => setImmediate(resolve));
    }
    await Promise.all(greedy);
  });

  it("is refused where too much of it waits, and goes on after work that failed", async () => {
    const semaphore = new KeyedSemaphore({ perKey: 1, inAll: 1, waitingPerKey: 1 });
    let end = (): void => undefined;
    const first = semaphore.run("a", () => new Promise<void>((resolve) => (end = resolve)));
    const second = semaphore.run("a", () => Promise.reject(new Error("it failed")));
    await expect(semaphore.run("a", async () => 3)).rejects.toMatchObject({ code: "rate_limited" });
    end();
    await first;
    await expect(second).rejects.toThrow("it failed");
    expect(await semaphore.run("a", async () => 4)).toBe(4);
  });
});
