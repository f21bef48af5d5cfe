import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Semaphore } from "./semaphore";

describe("a semaphore with keys", () => {
  it("never exceeds its bounds, and runs all work, however much one key has", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 40 }),
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 5 }),
        async (scheduler, keys, perKey, inAll) => {
          const semaphore = new Semaphore({ perKey, inAll, waitingPerKey: 100 });
          const running = new Map<string, number>();
          const all = keys.map((key) =>
            semaphore.run(
              async () => {
                running.set(key, (running.get(key) ?? 0) + 1);
                expect(running.get(key)).toBeLessThanOrEqual(perKey);
                expect([...running.values()].reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(inAll);
                await scheduler.schedule(Promise.resolve(), key);
                running.set(key, (running.get(key) ?? 0) - 1);
                return key;
              },
              { key },
            ),
          );
          const done = scheduler.waitFor(Promise.all(all));
          expect(await done).toEqual(keys);
        },
      ),
      { numRuns: 100 },
    );
  });

  it("lets other keys in while much work of one key waits", async () => {
    const semaphore = new Semaphore({ perKey: 2, inAll: 3, waitingPerKey: 100 });
    const ends: (() => void)[] = [];
    const greedy = Array.from({ length: 50 }, () =>
      semaphore.run(() => new Promise<void>((resolve) => ends.push(resolve)), { key: "greedy" }),
    );
    expect(await semaphore.run(async () => "at once", { key: "other" })).toBe("at once");
    for (let time = 0; ends.length < 50 || time < 50; time++) {
      ends[time]?.();
      await new Promise((resolve) => setImmediate(resolve));
    }
    await Promise.all(greedy);
  });

  it("refuses work of a key with too much waiting, and goes on after work that failed", async () => {
    const semaphore = new Semaphore({ perKey: 1, inAll: 1, waitingPerKey: 1 });
    const a = { key: "a" };
    let end = (): void => undefined;
    const first = semaphore.run(() => new Promise<void>((resolve) => (end = resolve)), a);
    const second = semaphore.run(() => Promise.reject(new Error("it failed")), a);
    await expect(semaphore.run(async () => 3, a)).rejects.toMatchObject({ code: "rate_limited" });
    end();
    await first;
    await expect(second).rejects.toThrow("it failed");
    expect(await semaphore.run(async () => 4, a)).toBe(4);
  });

  it("runs work without a key in the order in which it came, also after failures", async () => {
    const semaphore = new Semaphore({ inAll: 3 });
    let [inside, most] = [0, 0];
    const begun: number[] = [];
    const results = await Promise.allSettled(
      Array.from({ length: 40 }, (_, index) =>
        semaphore.run(async () => {
          begun.push(index);
          most = Math.max(most, ++inside);
          for (let turn = 0; turn < index % 4; turn++) {
            await new Promise((resolve) => setImmediate(resolve));
          }
          inside -= 1;
          if (index % 5 === 0) {
            throw new Error("never mind");
          }
        }),
      ),
    );
    expect(most).toBe(3);
    expect(begun).toEqual([...begun].sort((a, b) => a - b));
    expect(results.filter((result) => result.status === "rejected")).toHaveLength(8);
  });

  it("runs work of unauthenticated clients after all other, each client in turn, and never gives it all slots", async () => {
    const semaphore = new Semaphore({ inAll: 3, ofUnauthenticated: 2 });
    const begun: string[] = [];
    const ends: (() => void)[] = [];
    const come = (name: string, client: string | null): void =>
      void semaphore.run(
        async () => {
          begun.push(name);
          await new Promise<void>((resolve) => ends.push(resolve));
        },
        client === null ? undefined : { key: client, isUnauthenticated: true },
      );
    ["x1", "x2", "x3", "x4"].forEach((name) => come(name, "x"));
    come("y1", "y");
    await new Promise(setImmediate);
    expect(begun).toEqual(["x1", "x2"]);
    come("a", null);
    come("b", null);
    await new Promise(setImmediate);
    expect(begun).toEqual(["x1", "x2", "a"]);
    while (ends.length > 0) {
      ends.shift()?.();
      await new Promise(setImmediate);
    }
    expect(begun.slice(3)).toEqual(["b", "x3", "y1", "x4"]);
  });
});
