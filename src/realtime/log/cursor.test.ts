import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { LogEvent } from "@/shared/events";
import { LogCursor } from "./cursor";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["performance"] });
});

afterEach(() => {
  vi.useRealTimers();
});

const event = (id: string): LogEvent => ({
  id,
  type: "team:changed",
  organisationId: "organisation",
  audience: null,
  ticketId: null,
  version: null,
  publicVersion: null,
  actorId: null,
  subjectId: null,
  data: { teamId: "team", isPrivate: false },
  at: new Date(0),
});

const unsent = (cursor: LogCursor, ids: string[]): string[] =>
  cursor.unsent(ids.map(event)).map(({ id }) => id);

/** A cursor that sent one event each second up to `seconds`, by snapshots named after their second. */
function readUpTo(seconds: number): LogCursor {
  const cursor = new LogCursor("epoch", "at 0");
  for (let second = 1; second <= seconds; second++) {
    vi.advanceTimersByTime(1_000);
    cursor.advance(`at ${second}`, [event(`event ${second}`)]);
  }
  return cursor;
}

it("goes back three seconds when its connection is lost, and leaves out what it sent", () => {
  const cursor = readUpTo(10);
  expect(cursor.snapshot).toBe("at 10");
  cursor.goBack();
  expect(cursor.snapshot).toBe("at 7");
  expect(unsent(cursor, ["event 8", "event 9", "event 10", "event 11"])).toEqual(["event 11"]);
});

it("a connection that is lost again soon after a crash goes back to before that crash, not into its last moments", () => {
  const cursor = readUpTo(10);
  cursor.goBack();
  // PostgreSQL was away for a while.
  vi.advanceTimersByTime(20_000);
  cursor.advance("after the crash", [event("event 11")]);
  vi.advanceTimersByTime(1_000);
  cursor.goBack();
  expect(cursor.snapshot).toBe("at 7");
  expect(unsent(cursor, ["event 8", "event 10", "event 11", "event 12"])).toEqual(["event 12"]);
});

it("forgets what was before a crash once it has read for three seconds since", () => {
  const cursor = readUpTo(10);
  cursor.goBack();
  vi.advanceTimersByTime(20_000);
  cursor.advance("after the crash", []);
  vi.advanceTimersByTime(3_000);
  cursor.advance("later", []);
  cursor.goBack();
  expect(cursor.snapshot).toBe("after the crash");
});
