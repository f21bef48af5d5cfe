import { expect, it } from "vitest";
import { charactersLeft } from "./characters";

it("counts the characters left, and the characters too many, as people do", () => {
  expect(charactersLeft("👨‍👩‍👧‍👦".repeat(150), 200)).toBe(50);
  expect(charactersLeft("e\u0301".repeat(201), 200)).toBe(-1);
  expect(charactersLeft("a".repeat(200), 200)).toBe(0);
  expect(charactersLeft("", 200)).toBe(200);
  // Far beyond the bound it stops counting.
  expect(charactersLeft("a".repeat(1_000_000), 200)).toBeLessThan(-900_000);
});
