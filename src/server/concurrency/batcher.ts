/** How many batches run at once, and how many items each may have. */
export interface BatcherBounds {
  atOnce: number;
  most: number;
}

interface Waiting<Item, Result> {
  item: Item;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

/**
 * Does the same small piece of work for many callers together. While nothing runs, an item goes at once and alone;
 * those that come meanwhile wait and go as one batch. A batch begins after all of its callers called, so what it reads
 * is as fresh as if each had read it alone.
 */
export class Batcher<Item, Result> {
  private readonly waiting: Waiting<Item, Result>[] = [];
  private running = 0;

  /** `work` returns a result for each item, in their order; when it throws, all callers of that batch get the error. */
  constructor(
    private readonly work: (items: Item[]) => Promise<Result[]>,
    private readonly bounds: BatcherBounds,
  ) {}

  /** The result for one item. */
  run(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      this.begin();
    });
  }

  private begin(): void {
    if (this.running < this.bounds.atOnce && this.waiting.length > 0) {
      this.running += 1;
      void this.runOne(this.waiting.splice(0, this.bounds.most));
    }
  }

  private async runOne(batch: Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await this.work(batch.map(({ item }) => item));
      for (const [index, result] of results.entries()) {
        batch[index]?.resolve(result);
      }
    } catch (error) {
      batch.forEach(({ reject }) => reject(error));
    } finally {
      this.running -= 1;
      this.begin();
    }
  }
}
