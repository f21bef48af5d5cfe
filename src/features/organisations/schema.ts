import { z } from "zod";

const HOURS_PER_YEAR = 24 * 366;
const hours = z.number().min(0.25).max(HOURS_PER_YEAR).nullable();

/** What an organisation's admins can set; absent members have these defaults. */
export const settingsSchema = z
  .object({
    /** Whether people may register by themselves. */
    registration: z.boolean().default(false),
    /** Days after which a resolved ticket closes by itself. */
    autoCloseDays: z.number().int().min(1).max(365).default(7),
    /** Hours until a new ticket of each priority is due; null for never. */
    dueHours: z
      .object({
        low: hours.default(120),
        medium: hours.default(48),
        high: hours.default(8),
        urgent: hours.default(2),
      })
      .prefault({}),
  })
  .meta({ id: "Settings" });

/** An organisation's settings, complete. */
export type Settings = z.infer<typeof settingsSchema>;
