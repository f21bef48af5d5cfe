import { replaceEqualDeep } from "@tanstack/react-query";

/**
 * Makes a function for lists that are rebuilt at each change: for an item that equals the earlier item of the
 * same key it returns the earlier object. So a memoised row is rendered again only when something in it
 * changed.
 */
export function sameAsBefore<Item>(keyOf: (item: Item) => string): (items: readonly Item[]) => Item[] {
  let known = new Map<string, Item>();
  return (items) => {
    const kept = items.map((item) => replaceEqualDeep(known.get(keyOf(item)), item));
    known = new Map(kept.map((item) => [keyOf(item), item]));
    return kept;
  };
}
