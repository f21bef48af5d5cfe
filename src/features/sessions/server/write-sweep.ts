import { deleteInBatches } from "@/server/jobs/delete-in-batches";
import type { Job } from "@/server/jobs/jobs";

const EVERY_MILLISECONDS = 3_600_000;

/** Removes old sessions, tokens and stored answers. */
export const sweepSessionsJob: Job = {
  name: "sweep sessions",
  everyMilliseconds: EVERY_MILLISECONDS,
  run: sweepSessions,
};

/**
 * The rows that nobody can use any more, by table. A used refresh token stays until it would have expired:
 * while it is known, its second use shows that it was stolen. Sessions stay 30 days after their end, for the
 * audit, and answers by Idempotency-Key as long as they may be repeated.
 */
const OVER = [
  {
    table: "secret_tokens",
    where: "expires_at < now()",
  },
  { table: "secret_tokens", where: "used_at < now() - interval '1 day' AND kind <> 'refresh'" },
  { table: "sessions", where: "least(ended_at, expires_at) < now() - interval '30 days'" },
  { table: "idempotency_keys", where: "created_at < now() - interval '24 hours'" },
  // Longer than any token of a provider lives: until then one of a session that ended there counts no more.
  { table: "provider_logouts", where: "at < now() - interval '30 days'" },
] as const;

/** Removes them in batches, so that no statement locks many rows for long; returns how many were removed. Safe to run at any time. */
export async function sweepSessions(batch?: number): Promise<number> {
  let removed = 0;
  for (const rows of OVER) {
    removed += await deleteInBatches(rows, batch);
  }
  return removed;
}
