/** A source of numbers that look random and are the same for the same seed. */
export interface Random {
  /** A number from 0 up to, but not, 1. */
  next(): number;
  /** A whole number from `low` to `high`, both possible. */
  int(low: number, high: number): number;
  /** True with the probability `share` (0..1). */
  chance(share: number): boolean;
  /** One of the list, which must not be empty. */
  pick<T>(list: readonly T[]): T;
  /** One of the list, each as likely as its weight says. */
  weighted<T>(list: readonly T[], weight: (item: T) => number): T;
  /** `count` different ones of the list (all of them when it is shorter), in their own order. */
  sample<T>(list: readonly T[], count: number): T[];
}

/** Makes a source from a text, so that every part of the seed can have its own and none disturbs another. */
export function randomFrom(seed: string): Random {
  let state = hash(seed);
  function next(): number {
    // Mulberry32: one 32-bit state, good enough for words and times.
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }
  function int(low: number, high: number): number {
    return low + Math.floor(next() * (high - low + 1));
  }
  function pick<T>(list: readonly T[]): T {
    return at(list, int(0, list.length - 1));
  }
  function weighted<T>(list: readonly T[], weight: (item: T) => number): T {
    let left = next() * list.reduce((sum, item) => sum + weight(item), 0);
    for (const item of list) {
      left -= weight(item);
      if (left < 0) {
        return item;
      }
    }
    return at(list, list.length - 1);
  }
  function sample<T>(list: readonly T[], count: number): T[] {
    let wanted = Math.min(count, list.length);
    return list.filter((_, index) => {
      const taken = next() < wanted / (list.length - index);
      wanted -= taken ? 1 : 0;
      return taken;
    });
  }
  return { next, int, pick, weighted, sample, chance: (share) => next() < share };
}

function at<T>(list: readonly T[], index: number): T {
  const item = list[index];
  if (item === undefined) {
    throw new Error("The seed picked from an empty list");
  }
  return item;
}

function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const char of text) {
    value = Math.imul(value ^ (char.codePointAt(0) ?? 0), 0x01000193);
  }
  return value | 0;
}
