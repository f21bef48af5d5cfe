import { replaceEqualDeep } from "@tanstack/react-query";

/**
 * Makes a function for lists that are built anew at each change: of what equals what had the same key the last time, it
 * gives back the very object of then. So a memoised row is drawn again only where something about it is different.
 */
export function sameAsBefore<Item>(keyOf: (item: Item) => string): (items: readonly Item[]) => Item[] {
  let known = new Map<string, Item>();
  return (items) => {
    const kept = items.map((item) => replaceEqualDeep(known.get(keyOf(item)), item));
    known = new Map(kept.map((item) => [keyOf(item), item]));
    return kept;
  };
}
