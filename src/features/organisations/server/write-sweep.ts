import { organisationSettingsSchema } from "@/features/organisations/schema";
import { removeOldEntries } from "@/server/audit/retention";
import { pool } from "@/server/database/database";
import type { Job } from "@/server/jobs/jobs";
import { log } from "@/server/process/log";

const EVERY_MILLISECONDS = 3_600_000;
/** Attempts and refusals hold addresses of people who are not even there: they are kept no longer, however long actions are. */
const ATTEMPTS_DAYS = 90;

/** Keeps the audit from growing for ever, as each organisation has set it. */
export const sweepAuditJob: Job = {
  name: "sweep the audit",
  everyMilliseconds: EVERY_MILLISECONDS,
  run: () => sweepAudit(),
};

/** Removes old entries of every organisation; returns how many were removed. Safe to run at any time. */
export async function sweepAudit(batch?: number): Promise<number> {
  const { rows } = await pool().query<{ id: string; settings: unknown }>(
    "SELECT id, settings FROM organisations ORDER BY id",
  );
  let removed = 0;
  for (const { id: organisationId, settings } of rows) {
    const { auditDays } = organisationSettingsSchema.parse(settings ?? {});
    const days = Math.min(ATTEMPTS_DAYS, auditDays ?? ATTEMPTS_DAYS);
    // Attempts first: what an erasure took out of them stands in an action, which is younger, and needed to check them.
    removed += await removeOldEntries({ organisationId, chain: "attempts", days }, batch);
    if (auditDays !== null) {
      removed += await removeOldEntries({ organisationId, chain: "actions", days: auditDays }, batch);
    }
  }
  await logHeads();
  return removed;
}

/** The ends of all chains go where the log goes, which somebody who can write to the database may not reach. */
async function logHeads(): Promise<void> {
  const { rows } = await pool().query(
    `SELECT o.slug AS organisation, chain, head_number AS number, head_hash AS hash FROM audit_chains JOIN organisations o ON o.id = organisation_id ORDER BY 1, 2`,
  );
  rows.forEach((head) => log().info(head, "the audit's chain ends here"));
}
