import { expect, it } from "vitest";
import { isLonger } from "./message-size";

const MOST = 1_000;

it("measures length about as JSON would", () => {
  for (const value of [
    "x".repeat(900),
    "é".repeat(450),
    Array.from({ length: 200 }, (_, index) => index % 10),
    { a: { b: { c: "x".repeat(900) } } },
    new Uint8Array(1_000),
    null,
    undefined,
    -0.5,
  ]) {
    expect(isLonger(["ticket:join", value], MOST + 20)).toBe(false);
  }
  for (const value of [
    "x".repeat(1_001),
    "é".repeat(600),
    Array.from({ length: 600 }, () => 1),
    Array.from({ length: 100_000 }, () => []),
    Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`key${index}`, null])),
    new Uint8Array(1_001),
    { here: [{ there: Buffer.alloc(2_000) }] },
  ]) {
    expect(isLonger(["ticket:join", value], MOST)).toBe(true);
  }
});

it("counts everything that came, not the first of it", () => {
  expect(isLonger([{}, {}, {}, "x".repeat(MOST)], MOST)).toBe(true);
});

it("follows any depth", () => {
  let deep: unknown = "end";
  for (let depth = 0; depth < 100_000; depth++) {
    deep = [deep];
  }
  expect(isLonger([deep], 1_000_000)).toBe(false);
  expect(isLonger([deep], 64 * 1024)).toBe(true);
});
