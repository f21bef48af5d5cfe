import { z } from "zod";
import { LANGUAGES } from "@/messages/locale";
import { said } from "@/messages/server/keys";
import { boundedList } from "@/shared/bounded-list";
import { HEX_COLOUR } from "@/shared/colour/oklch";
import { isTimeZone } from "@/shared/time/time-zone";

const MINUTES_OF_DAY = 1_440;
/** Breaks at morning, noon and afternoon. */
const SPANS_MOST = 4;
const HOLIDAYS_MOST = 200;
const NINE_TO_FIVE = [{ from: 540, to: 1020 }];
const FIRST_WORKING_HOURS = [NINE_TO_FIVE, NINE_TO_FIVE, NINE_TO_FIVE, NINE_TO_FIVE, NINE_TO_FIVE, [], []];

const accent = z
  .string()
  .regex(HEX_COLOUR, said("fields.colour"))
  .toLowerCase()
  .meta({ examples: ["#1d4ed8"] });
const language = z.enum(LANGUAGES, said("fields.language"));
const minuteOfDay = z
  .number()
  .int(said("fields.span"))
  .min(0, said("fields.span"))
  .max(MINUTES_OF_DAY, said("fields.span"));
const workingDay = boundedList(z.object({ from: minuteOfDay, to: minuteOfDay }), { max: SPANS_MOST }).refine(
  (spans) => spans.every(({ from, to }, place) => from < to && (spans[place - 1]?.to ?? -1) < from),
  said("fields.span"),
);
const workingWeek = z
  .array(workingDay)
  .length(7, said("fields.week"))
  .meta({ examples: [FIRST_WORKING_HOURS] });

/** Settings of how an organisation looks, speaks and works, as they are stored. */
export const lookAndHours = {
  /** The accent of the pages, "#rrggbb"; null: that of the product. */
  accent: accent.nullable().default(null).catch(null),
  /** What people read who chose no language; null: what their browser asks for. */
  language: language.nullable().default(null).catch(null),
  /** The languages that can be chosen. */
  languages: z
    .array(language)
    .min(1)
    .default([...LANGUAGES])
    .catch([...LANGUAGES]),
  /** The time zone of people who chose none, and of the hours of work; null: their browser's, and in mails the server's. */
  timeZone: z.string().refine(isTimeZone).nullable().default(null).catch(null),
  /** When people work here: the spans of each day of the week, Monday first, in minutes since midnight. */
  workingHours: workingWeek.default(FIRST_WORKING_HOURS).catch(FIRST_WORKING_HOURS),
  /** Days without work, as "2026-12-25". */
  holidays: z.array(z.string()).default([]).catch([]),
  /** Whether `dueHours` are hours of work. */
  dueInWorkingHours: z.boolean().default(false).catch(false),
  /** Megabytes of one file; null: as much as the installation takes. */
  uploadMaxMb: z.number().int().min(1).nullable().default(null).catch(null),
};

/** The same as they are changed. */
export const lookAndHoursPatch = {
  accent: accent.nullable().optional(),
  language: language.nullable().optional(),
  languages: boundedList(language, { max: LANGUAGES.length })
    .refine((all) => all.length > 0, said("fields.oneLanguage"))
    .optional(),
  timeZone: z
    .string()
    .max(60, said("fields.timeZone"))
    .refine(isTimeZone, said("fields.timeZone"))
    .nullable()
    .optional(),
  workingHours: workingWeek.optional(),
  holidays: boundedList(z.iso.date(said("fields.date")), { max: HOLIDAYS_MOST }).optional(),
  dueInWorkingHours: z.boolean().optional(),
  uploadMaxMb: z
    .number()
    .int(said("fields.wholeMegabytes"))
    .min(1, said("fields.oneMegabyte"))
    .nullable()
    .optional(),
};
