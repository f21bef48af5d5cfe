import { deleteInBatches } from "@/server/jobs/delete-in-batches";
import type { Job } from "@/server/jobs/jobs";

const EVERY_MILLISECONDS = 3_600_000;

/** Attempts and refusals are kept for 90 days, actions for two years. */
const OLD = `CASE WHEN fold_key IS NOT NULL THEN at < now() - interval '90 days' ELSE at < now() - interval '2 years' END`;

/** Keeps the audit from growing for ever. */
export const sweepAuditJob: Job = {
  name: "sweep the audit",
  everyMilliseconds: EVERY_MILLISECONDS,
  run: sweepAudit,
};

/** Removes old entries in batches, so that no statement locks many rows for long; returns how many were removed. Safe to run at any time. */
export async function sweepAudit(batch?: number): Promise<number> {
  return await deleteInBatches(
    {
      table: "audit_entries",
      where: `at < now() - interval '90 days' AND ${OLD}`,
      orderBy: "organisation_id, at",
    },
    batch,
  );
}
