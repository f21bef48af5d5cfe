import { z } from "zod";
import { pageSchema } from "@/shared/paging";

/** How a background job stands: its last run failed, it runs, it has waited for its turn for a while, or all is well. */
const JOB_STATES = ["failed", "running", "waiting", "idle"] as const;

/** A background job of the installation. */
export const jobSchema = z
  .object({
    /** What POST /api/admin/jobs/{id}/run takes. */
    id: z.string(),
    /** What it does, in English, as the log names it. */
    name: z.string(),
    state: z.enum(JOB_STATES),
    everyMilliseconds: z.number(),
    /** When the last run began; null where none has since the servers were started. */
    lastRunAt: z.string().nullable(),
    lastRunMilliseconds: z.number().nullable(),
    nextRunAt: z.string(),
    /** Runs that failed in a row. */
    failures: z.number().int(),
    /** Why the last run failed; null where it did not, or where several organisations share the installation: then the server's log has it. */
    error: z.string().nullable(),
  })
  .meta({ id: "Job" });

/** A background job of the installation. */
export type JobDto = z.infer<typeof jobSchema>;

/** What GET /api/admin/jobs answers. */
export const jobPageSchema = pageSchema(jobSchema);
