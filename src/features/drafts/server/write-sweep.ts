import { deleteInBatches } from "@/server/jobs/delete-in-batches";
import type { Job } from "@/server/jobs/jobs";

const EVERY_MILLISECONDS = 6 * 3_600_000;
const KEPT = "60 days";

/** Deletes drafts that were not used for 60 days. */
export const sweepDraftsJob: Job = {
  name: "sweep drafts",
  everyMilliseconds: EVERY_MILLISECONDS,
  run: sweepDrafts,
};

/** Removes old drafts in batches; returns how many were removed. Safe to run at any time. */
export async function sweepDrafts(batch?: number): Promise<number> {
  return await deleteInBatches({ table: "drafts", where: `updated_at < now() - interval '${KEPT}'` }, batch);
}
