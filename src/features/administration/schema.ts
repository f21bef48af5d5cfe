import { z } from "zod";
import { said } from "@/messages/server/keys";
import { isTimeZone } from "@/shared/time/time-zone";

/** How many days the overview looks back. */
export const OVERVIEW_DAYS = 14;

/** The query of GET /api/admin/overview. */
export const overviewQuerySchema = z
  .object({
    /** In which days begin and end; UTC by default. */
    timeZone: z.string().max(60).refine(isTimeZone, said("fields.timeZone")).default("UTC"),
  })
  .meta({ id: "OverviewQuery" });

/** In which days the overview counts. */
export type OverviewQuery = z.infer<typeof overviewQuerySchema>;

/** The answer of GET /api/admin/overview: how the desk does now. */
export const overviewSchema = z
  .object({
    /** Sockets that are connected now, over all processes. */
    connections: z.number(),
    /** People who are online or away now. */
    peopleHere: z.number(),
    tickets: z.object({
      open: z.number(),
      inProgress: z.number(),
      waiting: z.number(),
      overdue: z.number(),
      unassigned: z.number(),
      urgent: z.number(),
    }),
    /** The last days as "2026-11-29", the oldest first; today is the last. */
    days: z.array(z.object({ day: z.string(), created: z.number(), resolved: z.number() })),
    /** Medians of the same days, in seconds: from filing to the first public answer by staff, and to the solution; null where there was none. */
    times: z.object({
      firstResponseSeconds: z.number().nullable(),
      resolutionSeconds: z.number().nullable(),
    }),
    log: z.object({
      /** Events of the organisation in the last minute, each second. */
      eventsPerSecond: z.number(),
      /** The median of the last minute from the commit of an event to its sending, of the process that answers; null where it sent none. */
      deliveryMilliseconds: z.number().nullable(),
    }),
    /** Notices that the caller has not acknowledged. */
    notices: z.number(),
    people: z.object({ unconfirmed: z.number(), invited: z.number(), passwordAdmins: z.number() }),
    mail: z.object({ canSend: z.boolean(), queued: z.number(), failed: z.number() }),
    /** Background jobs whose last run failed, and those that have waited for their turn for a while. */
    jobs: z.object({ failed: z.number(), waiting: z.number() }),
    storage: z.object({
      /** What the organisation's files take. */
      usedBytes: z.number(),
      /** What they may take; null without a limit. */
      quotaBytes: z.number().nullable(),
      /** What is free on the disk; null where that cannot be known. */
      freeBytes: z.number().nullable(),
      isNearlyFull: z.boolean(),
    }),
    versions: z.object({ helpejo: z.string(), node: z.string(), postgresql: z.string() }),
    processes: z.number(),
  })
  .meta({ id: "Overview" });

/** How the desk does now. */
export type OverviewDto = z.infer<typeof overviewSchema>;
