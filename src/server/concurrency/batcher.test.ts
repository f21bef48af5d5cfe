import { describe, expect, it } from "vitest";
import { Batcher } from "./batcher";

/** Work that ends when it is asked to, and what it was asked for. */
function heldWork() {
  const batches: { items: number[]; end(error?: Error): void }[] = [];
  const work = (items: number[]): Promise<number[]> =>
    new Promise((resolve, reject) =>
      batches.push({
        items,
        end: (error) => (error ? reject(error) : resolve(items.map((item) => item * 10))),
      }),
    );
  return { batches, work };
}

describe("a batcher", () => {
  it("runs what comes alone at once, and what comes meanwhile together", async () => {
    const { batches, work } = heldWork();
    const batcher = new Batcher(work, { atOnce: 1, most: 100 });
    const first = batcher.run(1);
    const later = [batcher.run(2), batcher.run(3), batcher.run(4)];
    expect(batches.map(({ items }) => items)).toEqual([[1]]);
    batches[0]?.end();
    expect(await first).toBe(10);
    expect(batches.map(({ items }) => items)).toEqual([[1], [2, 3, 4]]);
    batches[1]?.end();
    expect(await Promise.all(later)).toEqual([20, 30, 40]);
  });

  it("never puts more into a batch, nor runs more batches, than its bounds say", async () => {
    const { batches, work } = heldWork();
    const batcher = new Batcher(work, { atOnce: 2, most: 2 });
    const all = [1, 2, 3, 4, 5].map((item) => batcher.run(item));
    expect(batches.map(({ items }) => items)).toEqual([[1], [2]]);
    batches[0]?.end();
    await all[0];
    expect(batches.map(({ items }) => items)).toEqual([[1], [2], [3, 4]]);
    batches[1]?.end();
    batches[2]?.end();
    await Promise.all(all.slice(0, 4));
    batches[3]?.end();
    expect(await Promise.all(all)).toEqual([10, 20, 30, 40, 50]);
  });

  it("gives an error to those of the batch alone, and goes on", async () => {
    const { batches, work } = heldWork();
    const batcher = new Batcher(work, { atOnce: 1, most: 100 });
    const failing = batcher.run(1);
    const next = batcher.run(2);
    batches[0]?.end(new Error("away"));
    await expect(failing).rejects.toThrow("away");
    batches[1]?.end();
    expect(await next).toBe(20);
  });
});
