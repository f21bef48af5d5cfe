import { deleteInBatches } from "@/server/jobs/delete-in-batches";
import type { Job } from "@/server/jobs/jobs";

const EVERY_MILLISECONDS = 3_600_000;

/** Removes mails from the outbox 30 days after they were sent or given up: they name people and what was written to them. An address that refused mail is tried again after a year. */
export const sweepMailJob: Job = {
  name: "sweep mail",
  everyMilliseconds: EVERY_MILLISECONDS,
  run: sweepMail,
};

/** Removes them in batches; returns how many there were. Safe to run at any time. */
export async function sweepMail(batch?: number): Promise<number> {
  const refusals = await deleteInBatches(
    { table: "refused_addresses", where: "at < now() - interval '365 days'" },
    batch,
  );
  const mails = await deleteInBatches(
    {
      table: "outgoing_mails",
      where: "state NOT IN ('queued', 'held') AND settled_at < now() - interval '30 days'",
    },
    batch,
  );
  return refusals + mails;
}
