import { expect, it } from "vitest";
import { nextHour, nextMorning } from "./morning";

it.each([
  ["2026-11-29T05:59:00Z", "Europe/Berlin", "2026-11-29T06:00:00.000Z"],
  ["2026-11-29T06:00:00Z", "Europe/Berlin", "2026-11-30T06:00:00.000Z"],
  ["2026-11-29T23:30:00Z", "Europe/Berlin", "2026-11-30T06:00:00.000Z"],
  ["2026-11-29T12:00:00Z", "UTC", "2026-11-30T07:00:00.000Z"],
  ["2026-11-29T12:00:00Z", "America/Los_Angeles", "2026-11-29T15:00:00.000Z"],
  ["2026-11-29T12:00:00Z", "Pacific/Kiritimati", "2026-11-29T17:00:00.000Z"],
  ["2026-11-29T12:00:00Z", "Asia/Kolkata", "2026-11-30T01:30:00.000Z"],
  // The clocks go back, and forward, in the night between.
  ["2026-10-24T12:00:00Z", "Europe/Berlin", "2026-10-25T06:00:00.000Z"],
  ["2027-03-27T12:00:00Z", "Europe/Berlin", "2027-03-28T05:00:00.000Z"],
])("after %s in %s the next morning is %s", (now, zone, expected) => {
  expect(nextMorning(new Date(now), zone).toISOString()).toBe(expected);
});

it("the next full hour is later than now", () => {
  expect(nextHour(new Date("2026-11-29T12:00:00Z")).toISOString()).toBe("2026-11-29T13:00:00.000Z");
  expect(nextHour(new Date("2026-11-29T12:59:59.999Z")).toISOString()).toBe("2026-11-29T13:00:00.000Z");
});
