import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addWorkingTime, workingTimeBetween, type WorkCalendar } from "./working-time";

const HOUR = 3_600_000;
const nineToFive = [{ from: 9 * 60, to: 17 * 60 }];
const office: WorkCalendar = {
  timeZone: "Europe/Berlin",
  week: [nineToFive, nineToFive, nineToFive, nineToFive, nineToFive, [], []],
  holidays: ["2026-12-25"],
};
const after = (from: string, hours: number, calendar: WorkCalendar = office): string =>
  addWorkingTime(new Date(from), hours * HOUR, calendar).toISOString();

describe("a time of work", () => {
  it.each([
    ["passes within a day", "2026-11-30T09:00:00Z", 2, "2026-11-30T11:00:00.000Z"],
    ["begins when the day begins", "2026-11-30T03:00:00Z", 2, "2026-11-30T10:00:00.000Z"],
    ["goes on the next day", "2026-11-30T15:00:00Z", 2, "2026-12-01T09:00:00.000Z"],
    ["may end when the day ends", "2026-11-30T14:00:00Z", 2, "2026-11-30T16:00:00.000Z"],
    ["leaves out the weekend", "2026-12-04T15:00:00Z", 2, "2026-12-07T09:00:00.000Z"],
    ["leaves out a holiday", "2026-12-24T15:00:00Z", 2, "2026-12-28T09:00:00.000Z"],
    ["follows the clock on the wall into winter", "2026-10-23T14:00:00Z", 2, "2026-10-26T09:00:00.000Z"],
    ["follows the clock on the wall into summer", "2026-03-27T15:00:00Z", 2, "2026-03-30T08:00:00.000Z"],
  ])("%s", (_what, from, hours, expected) => {
    expect(after(from, hours)).toBe(expected);
  });

  it("counts the hours that really pass on a day on which clocks change", () => {
    const always = {
      ...office,
      week: Array.from({ length: 7 }, () => [{ from: 0, to: 1440 }]),
      holidays: [],
    };
    expect(after("2026-10-24T22:00:00Z", 25, always)).toBe("2026-10-25T23:00:00.000Z");
    expect(after("2026-03-28T23:00:00Z", 23, always)).toBe("2026-03-29T22:00:00.000Z");
  });

  it("knows a break at noon", () => {
    const parts = [
      { from: 8 * 60, to: 12 * 60 },
      { from: 13 * 60, to: 17 * 60 },
    ];
    const calendar = { ...office, week: office.week.map(() => parts) };
    expect(after("2026-11-30T10:30:00Z", 1, calendar)).toBe("2026-11-30T12:30:00.000Z");
  });

  it("ends after five years where nobody ever works", () => {
    const never = { ...office, week: office.week.map(() => []) };
    expect(new Date(after("2026-01-01T00:00:00Z", 1, never)).getUTCFullYear()).toBe(2031);
  });
});

const zones = fc.constantFrom(
  "UTC",
  "Europe/Berlin",
  "America/New_York",
  "Australia/Lord_Howe",
  "Asia/Kathmandu",
  "Pacific/Apia",
  "America/St_Johns",
);
const spans = fc
  .uniqueArray(fc.integer({ min: 0, max: 1440 }), { minLength: 2, maxLength: 6 })
  .map((times) => [...times].sort((a, b) => a - b))
  .map((times) =>
    times.flatMap((from, place) => {
      const to = times[place + 1];
      return place % 2 === 0 && to !== undefined ? [{ from, to }] : [];
    }),
  );
const calendars: fc.Arbitrary<WorkCalendar> = fc.record({
  timeZone: zones,
  week: fc.array(spans, { minLength: 7, maxLength: 7 }),
  holidays: fc.array(
    fc
      .date({ min: new Date("2026-01-01"), max: new Date("2027-12-31"), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10)),
    { maxLength: 5 },
  ),
});
const times = fc.date({
  min: new Date("2026-01-01"),
  max: new Date("2027-06-30"),
  noInvalidDate: true,
});
const durations = fc.integer({ min: 1, max: 60 * HOUR });

describe("whatever the hours, holidays and clocks", () => {
  it("as much work lies before the end as was asked for", () => {
    fc.assert(
      fc.property(calendars, times, durations, (calendar, from, duration) => {
        const end = addWorkingTime(from, duration, calendar);
        expect(workingTimeBetween(from, end, calendar)).toBe(duration);
      }),
      { numRuns: 150 },
    );
  });

  it("the end is a time of work, and the same at once as in two parts", () => {
    fc.assert(
      fc.property(calendars, times, durations, durations, (calendar, from, one, other) => {
        const end = addWorkingTime(from, one + other, calendar);
        expect(addWorkingTime(addWorkingTime(from, one, calendar), other, calendar)).toEqual(end);
        expect(workingTimeBetween(new Date(end.getTime() - 1), end, calendar)).toBe(1);
      }),
      { numRuns: 150 },
    );
  });

  it("more work ends later, and what begins later does not end earlier", () => {
    fc.assert(
      fc.property(calendars, times, durations, durations, (calendar, from, duration, more) => {
        const end = addWorkingTime(from, duration, calendar).getTime();
        expect(addWorkingTime(from, duration + more, calendar).getTime()).toBeGreaterThan(end);
        const later = new Date(from.getTime() + more);
        expect(addWorkingTime(later, duration, calendar).getTime()).toBeGreaterThanOrEqual(end);
      }),
      { numRuns: 150 },
    );
  });
});
