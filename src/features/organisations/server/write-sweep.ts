import { deleteInBatches } from "@/server/jobs/delete-in-batches";
import type { Job } from "@/server/jobs/jobs";

const EVERY_MILLISECONDS = 3_600_000;

/** Attempts and refusals are kept for 90 days, actions for two years. */
const OLD = [
  "fold_key IS NOT NULL AND at < now() - interval '90 days'",
  "fold_key IS NULL AND at < now() - interval '2 years'",
];

/** Keeps the audit from growing for ever. */
export const sweepAuditJob: Job = {
  name: "sweep the audit",
  everyMilliseconds: EVERY_MILLISECONDS,
  run: sweepAudit,
};

/** Removes old entries in batches, so that no statement locks many rows for long; returns how many were removed. Safe to run at any time. */
export async function sweepAudit(batch?: number): Promise<number> {
  let removed = 0;
  for (const where of OLD) {
    removed += await deleteInBatches({ table: "audit_entries", where, orderBy: "at" }, batch);
  }
  return removed;
}
