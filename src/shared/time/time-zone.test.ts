import { expect, it } from "vitest";
import { isTimeZone } from "./time-zone";

it.each([
  ["Europe/Berlin", true],
  ["America/Argentina/Buenos_Aires", true],
  ["UTC", true],
  ["Etc/GMT+5", true],
  ["+01:00", false],
  ["Europe/Nowhere", false],
  ["", false],
  ["Europe/Berlin; x", false],
  ["__proto__", false],
])("%j is a time zone: %s", (name, expected) => {
  expect(isTimeZone(name)).toBe(expected);
});
