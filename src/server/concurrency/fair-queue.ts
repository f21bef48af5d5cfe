/**
 * A fair queue: waiting items by owner, taken round robin, so that an owner with many items delays nobody
 * else. Where an owner's own items may be behind many forged ones under the same key (`alternates`), the
 * newest and the oldest are taken in turn.
 */
export class FairQueue<T, Key = string> {
  private readonly waiting = new Map<Key, T[]>();
  private count = 0;
  private takesLast = false;

  constructor(private readonly alternates = false) {}

  /** How many wait. */
  get size(): number {
    return this.count;
  }

  /** How many of one owner wait. */
  sizeOf(key: Key): number {
    return this.waiting.get(key)?.length ?? 0;
  }

  /** Appends an item to its owner's. */
  push(key: Key, item: T): void {
    const own = this.waiting.get(key);
    if (own) {
      own.push(item);
    } else {
      this.waiting.set(key, [item]);
    }
    this.count += 1;
  }

  /** Takes an item of the owner whose turn it is, among owners that `may` go on; undefined when there is none. */
  shift(may: (key: Key) => boolean = () => true): T | undefined {
    for (const [key, own] of this.waiting) {
      if (may(key)) {
        this.takesLast = this.alternates && !this.takesLast;
        const item = this.takesLast ? own.pop() : own.shift();
        // Behind all others, if anything is left.
        this.waiting.delete(key);
        if (own.length > 0) {
          this.waiting.set(key, own);
        }
        this.count -= 1;
        return item;
      }
    }
    return undefined;
  }

  /** Removes an item that waits no longer. */
  remove(key: Key, item: T): void {
    const own = this.waiting.get(key);
    const at = own?.indexOf(item) ?? -1;
    if (own && at >= 0) {
      own.splice(at, 1);
      this.count -= 1;
      if (own.length === 0) {
        this.waiting.delete(key);
      }
    }
  }

  /** Drops all items of one owner. */
  clear(key: Key): void {
    this.count -= this.sizeOf(key);
    this.waiting.delete(key);
  }
}
