import { describe, expect, it } from "vitest";
import { shareRun } from "./shared-run";

describe("work that many callers ask for at once", () => {
  it("runs once for all callers before it began, and once more for callers while it was running", async () => {
    const ends: ((value: number) => void)[] = [];
    const work = () => new Promise<number>((resolve) => ends.push(resolve));
    const first = shareRun("a", work);
    const later = [shareRun("a", work), shareRun("a", work), shareRun("a", work)];
    expect(ends).toHaveLength(1);
    ends[0]?.(1);
    expect(await first).toBe(1);
    while (ends.length < 2) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    ends[1]?.(2);
    expect(await Promise.all(later)).toEqual([2, 2, 2]);
    expect(ends).toHaveLength(2);
  });

  it("begins after each of them called, in any order", async () => {
    let now = 0;
    const work = async () => {
      const began = ++now;
      await new Promise((resolve) => setImmediate(resolve));
      return began;
    };
    const answers = Array.from({ length: 50 }, async (_, index) => {
      for (let turn = 0; turn < index; turn++) {
        await new Promise((resolve) => setImmediate(resolve));
      }
      const asked = now;
      return { asked, began: await shareRun("b", work) };
    });
    for (const { asked, began } of await Promise.all(answers)) {
      expect(began).toBeGreaterThan(asked);
    }
  });

  it("fails for the callers who shared it, and not for a later one", async () => {
    const failing = async () => {
      throw new Error("away");
    };
    const both = await Promise.allSettled([shareRun("c", failing), shareRun("c", failing)]);
    expect(both.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(await shareRun("c", async () => "back")).toBe("back");
  });

  it("is separate for each key", async () => {
    expect(await Promise.all([shareRun("d", async () => 1), shareRun("e", async () => 2)])).toEqual([1, 2]);
  });
});
