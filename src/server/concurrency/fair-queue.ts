/**
 * Items that wait, by whose they are: each owner's first comes in turn, so that one who has many holds up nobody else. Where
 * an owner's own may be behind a stranger's many (`alternates`), the last to come and the first are taken by turns.
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

  /** Puts one at the end of its owner's. */
  push(key: Key, item: T): void {
    const own = this.waiting.get(key);
    if (own) {
      own.push(item);
    } else {
      this.waiting.set(key, [item]);
    }
    this.count += 1;
  }

  /** Takes one of the owner whose turn it is, of those that `may` go on; undefined when there is none. */
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

  /** Takes one out that waits no longer. */
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

  /** Forgets all that waits of one owner. */
  clear(key: Key): void {
    this.count -= this.sizeOf(key);
    this.waiting.delete(key);
  }
}
