import { expect, it } from "vitest";
import { charactersLeft } from "./characters";

it("counts what is left as people do, and what is too many", () => {
  expect(charactersLeft("👨‍👩‍👧‍👦".repeat(150), 200)).toBe(50);
  expect(charactersLeft("e\u0301".repeat(201), 200)).toBe(-1);
  expect(charactersLeft("a".repeat(200), 200)).toBe(0);
  expect(charactersLeft("", 200)).toBe(200);
  // Far too much is not counted out.
  expect(charactersLeft("a".repeat(1_000_000), 200)).toBeLessThan(-900_000);
});
