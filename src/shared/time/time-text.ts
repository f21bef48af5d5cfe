import { z } from "zod";
import { said } from "@/messages/server/keys";

/** Times that are accepted: what every program, date field and list of today can carry. */
const EARLIEST = Date.parse("1970-01-01T00:00:00.000Z");
const LATEST = Date.parse("9999-12-31T23:59:59.999Z");

/**
 * A time in a request, with any offset, from 1970 to the end of 9999 in UTC; the output is in UTC, as times are written
 * everywhere (PostgreSQL knows fewer offsets than ISO 8601, and four digits of a year are all that cursors have).
 */
export const timeText = z.iso
  .datetime({ offset: true, error: said("fields.time"), abort: true })
  .refine((value) => isBetween(Date.parse(value)), {
    message: said("fields.timeRange"),
    abort: true,
  })
  .overwrite((value) => new Date(value).toISOString());

function isBetween(time: number): boolean {
  return time >= EARLIEST && time <= LATEST;
}
