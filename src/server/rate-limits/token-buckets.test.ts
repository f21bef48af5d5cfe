import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ROUNDING } from "./token-bucket";
import { TokenBuckets } from "./token-buckets";

const PERSON = { burst: 10, perSecond: 2 };

function makeBuckets(): { buckets: TokenBuckets; pass(milliseconds: number): void } {
  let now = 1_000_000;
  return {
    buckets: new TokenBuckets({ now: () => now }),
    pass: (milliseconds) => (now += milliseconds),
  };
}

describe("a bucket", () => {
  it("lets its burst through at once, then what comes back, and tells both", async () => {
    const { buckets, pass } = makeBuckets();
    const take = (cost = 1) => buckets.take([{ key: "a", rate: PERSON, cost }]);
    for (let left = 9; left >= 0; left -= 1) {
      expect(await take()).toMatchObject({ isAllowed: true, limit: 10, remaining: left, retryAfter: 0 });
    }
    expect(await take()).toEqual({ isAllowed: false, limit: 10, remaining: 0, reset: 5, retryAfter: 0.5 });
    pass(500);
    expect(await take()).toMatchObject({ isAllowed: true, remaining: 0 });
    expect(await take()).toMatchObject({ isAllowed: false });
    pass(60_000);
    expect(await take()).toMatchObject({ isAllowed: true, remaining: 9, reset: 1 });
  });

  it("takes what is given back, and never holds more than its burst", async () => {
    const { buckets } = makeBuckets();
    const take = (cost: number) => buckets.take([{ key: "a", rate: PERSON, cost }]);
    await take(10);
    expect((await take(-1)).isAllowed).toBe(true);
    expect((await take(1)).isAllowed).toBe(true);
    expect((await take(1)).isAllowed).toBe(false);
    await take(-1_000);
    expect((await take(11)).isAllowed).toBe(false);
    expect((await take(10)).isAllowed).toBe(true);
  });

  it("is not charged for a write that another bucket refuses", async () => {
    const { buckets } = makeBuckets();
    const both = (cost: number) =>
      buckets.take([
        { key: "person", rate: PERSON, cost },
        { key: "organisation", rate: { burst: 5, perSecond: 1 }, cost },
      ]);
    expect(await both(5)).toMatchObject({ isAllowed: true, remaining: 0, limit: 5 });
    expect(await both(1)).toMatchObject({ isAllowed: false, limit: 5, retryAfter: 1 });
    const own = await buckets.take([{ key: "person", rate: PERSON, cost: 5 }]);
    expect(own.isAllowed).toBe(true);
  });

  it("never lets more through than its burst and what came back", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({ wait: fc.integer({ min: 0, max: 3_000 }), cost: fc.integer({ min: 1, max: 4 }) }),
          {
            maxLength: 60,
          },
        ),
        async (steps) => {
          const { buckets, pass } = makeBuckets();
          let taken = 0;
          let passed = 0;
          for (const { wait, cost } of steps) {
            pass(wait);
            passed += wait;
            const { isAllowed } = await buckets.take([{ key: "a", rate: PERSON, cost }]);
            taken += isAllowed ? cost : 0;
            expect(taken).toBeLessThanOrEqual(PERSON.burst + (passed / 1_000) * PERSON.perSecond + ROUNDING);
          }
        },
      ),
    );
  });
});
