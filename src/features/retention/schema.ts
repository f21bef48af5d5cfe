import { z } from "zod";
import { retentionDays } from "@/features/organisations/schema";

/** Days as a query has them: a number, or "never". Absent: as the settings are. */
const wantedDays = z
  .union([
    z.literal("never").transform(() => null),
    z
      .string()
      .regex(/^\d{1,6}$/)
      .transform(Number)
      .pipe(retentionDays),
  ])
  .optional();

/** The query of GET /api/admin/retention: settings as they might become. */
export const retentionQuerySchema = z
  .object({ archiveDays: wantedDays, anonymiseDays: wantedDays })
  .meta({ id: "RetentionQuery" });

/** Settings as they might become. */
export type RetentionQuery = z.infer<typeof retentionQuerySchema>;

const dueSchema = z.object({
  /** How many tickets; `isMore`: there are more than were counted. */
  tickets: z.number().int(),
  isMore: z.boolean(),
  /** The one that was closed first. */
  oldest: z.object({ number: z.number().int(), closedAt: z.iso.datetime() }).nullable(),
});

/** What retention would do from now on. */
export const retentionPreviewSchema = z
  .object({
    archive: dueSchema,
    /** Archived tickets that would come back into the lists. */
    restore: dueSchema,
    anonymise: dueSchema,
    /** How many tickets of each kind are handled in a minute. */
    perMinute: z.number().int(),
  })
  .meta({ id: "RetentionPreview" });

/** What retention would do from now on. */
export type RetentionPreview = z.infer<typeof retentionPreviewSchema>;

/** What would become of one kind of tickets. */
export type RetentionDue = RetentionPreview["archive"];
