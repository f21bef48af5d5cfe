import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { boundedList } from "./bounded-list";

const list = boundedList(z.string().trim().toLowerCase().max(5), { max: 3 });

describe("a list in a request", () => {
  it("has each value once, in the order in which it was first given", () => {
    expect(list.parse(["b", "a", "b", "a", "b"])).toEqual(["b", "a"]);
  });

  it("has values once that become equal by normalisation", () => {
    expect(list.parse(["a", "A", " a "])).toEqual(["a"]);
  });

  it("is measured by its different values", () => {
    expect(list.safeParse(Array.from({ length: 10_000 }, (_, index) => `v${index % 3}`)).success).toBe(true);
  });

  it("is refused in one sentence when it is too long, whatever its values are", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.jsonValue(), { minLength: 4, selector: JSON.stringify }), (values) => {
        fc.pre(new Set(values).size > 3);
        const { error } = list.safeParse(values);
        expect(error?.issues.map(({ path, message }) => ({ path, message }))).toEqual([
          { path: [], message: 'fields.listLong {"most":3}' },
        ]);
      }),
    );
  });

  it("is nothing else than a list", () => {
    for (const value of ["a", 1, null, { 0: "a", length: 1 }]) {
      expect(list.safeParse(value).success).toBe(false);
    }
  });
});
