import fc from "fast-check";
import { expect, it } from "vitest";
import { excerptDifference } from "./difference";

it("two long texts that begin alike are shown where they differ", () => {
  const log = "the same line\n".repeat(100);
  const [mine, theirs] = excerptDifference(`${log}mine`, `${log}theirs`);
  expect(mine).toMatch(/^….*same line\nmine$/s);
  expect(theirs).toMatch(/^….*same line\ntheirs$/s);
});

it("short ones are shown whole", () => {
  expect(excerptDifference("a\n  b", "a c")).toEqual(["a\n  b", "a c"]);
});

it("different texts are never shown alike, and no character is cut in half", () => {
  const text = fc.string({ unit: "grapheme-composite", maxLength: 400 });
  fc.assert(
    fc.property(text, text, text, (same, one, other) => {
      fc.pre(one !== other);
      const shown = excerptDifference(same + one, same + other);
      expect(shown[0]).not.toBe(shown[1]);
      expect(shown.join("")).not.toMatch(/\p{Surrogate}/u);
    }),
  );
});
