import { expect, it } from "vitest";
import { pulled, squareOf, WHOLE } from "./crop";

const WIDE = { width: 400, height: 200 };

it("the whole crop is the largest square in the middle", () => {
  expect(squareOf(WIDE, WHOLE)).toEqual({ left: 100, top: 0, side: 200 });
  expect(squareOf({ width: 200, height: 400 }, WHOLE)).toEqual({ left: 0, top: 100, side: 200 });
});

it("zooming in keeps its place, and corners are corners", () => {
  expect(squareOf(WIDE, { zoom: 2, x: 0.5, y: 0.5 })).toEqual({ left: 150, top: 50, side: 100 });
  expect(squareOf(WIDE, { zoom: 4, x: 0, y: 0 })).toEqual({ left: 0, top: 0, side: 50 });
  expect(squareOf(WIDE, { zoom: 4, x: 1, y: 1 })).toEqual({ left: 350, top: 150, side: 50 });
});

it("a picture follows the hand that pulls it, and stops at its edges", () => {
  const moved = pulled(WIDE, WHOLE, { x: 50, y: 0, shown: 200 });
  expect(squareOf(WIDE, moved)).toEqual({ left: 50, top: 0, side: 200 });
  expect(pulled(WIDE, WHOLE, { x: 9_000, y: 9_000, shown: 200 })).toEqual({ zoom: 1, x: 0, y: 0.5 });
  expect(pulled(WIDE, { zoom: 2, x: 0.5, y: 0.5 }, { x: -9_000, y: -9_000, shown: 200 })).toMatchObject({
    x: 1,
    y: 1,
  });
});
