import fc from "fast-check";
import { expect, it } from "vitest";
import { followRows, type ShownRow } from "./shown-rows";

interface Item {
  id: string;
}

it("however announcements come and go: the rows that stay are the items in their order, those that leave come back whole, and no id stands twice", () => {
  const ids = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d", "e"), { maxLength: 5 });
  fc.assert(
    fc.property(fc.array(fc.oneof(ids, fc.constant(null)), { maxLength: 12 }), (steps) => {
      let rows: readonly ShownRow<Item>[] = [];
      let items: Item[] = [];
      for (const step of steps) {
        // Without ids, those that were leaving have gone.
        items = step === null ? items : step.map((id) => items.find((one) => one.id === id) ?? { id });
        rows = step === null ? rows.filter(({ isLeaving }) => !isLeaving) : followRows(rows, items);
        expect(rows.filter(({ isLeaving }) => !isLeaving).map(({ item }) => item)).toEqual(items);
        const shown = rows.map(({ item }) => item.id);
        expect(new Set(shown).size).toBe(shown.length);
        expect(followRows(rows, items)).toBe(rows);
      }
    }),
  );
});

it("what was there at first is not new; what comes is; what leaves stays where it stood", () => {
  const [a, b, c] = [{ id: "a" }, { id: "b" }, { id: "c" }];
  const first = [a, b].map((item) => ({ item, isNew: false, isLeaving: false }));
  expect(followRows(first, [a, c])).toEqual([
    { item: a, isNew: false, isLeaving: false },
    { item: b, isNew: false, isLeaving: true },
    { item: c, isNew: true, isLeaving: false },
  ]);
});
