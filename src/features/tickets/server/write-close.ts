import { readSettings } from "@/features/organisations/server/read";
import { pool, transaction } from "@/server/database/database";
import type { Job } from "@/server/jobs/jobs";
import { mintOrganisationId } from "@/shared/roles";
import { recordTicketChanges } from "@/features/ticket-record/server/write";

const BATCH = 200;
const EVERY_MILLISECONDS = 60_000;

/** Closes tickets that have been resolved for as many days as their organisation says (contract: 7 unless set otherwise). */
export const closeResolvedJob: Job = {
  name: "close resolved tickets",
  everyMilliseconds: EVERY_MILLISECONDS,
  run: closeResolvedTickets,
};

/** Closes the tickets that are due now, in all organisations; returns how many. */
export async function closeResolvedTickets(): Promise<number> {
  const { rows } = await pool().query<{ id: string }>("SELECT id FROM organisations");
  let closed = 0;
  for (const { id } of rows) {
    const { autoCloseDays } = await readSettings(mintOrganisationId(id));
    for (let batch = BATCH; batch === BATCH; closed += batch) {
      batch = await closeBatch(id, autoCloseDays);
    }
  }
  return closed;
}

/** A ticket that is being changed is left to the next run. */
async function closeBatch(organisationId: string, days: number): Promise<number> {
  return transaction(async (tx) => {
    const at = new Date();
    const { rows } = await tx.query<{ id: string }>(
      `SELECT id FROM tickets WHERE organisation_id = $1 AND status = 'resolved' AND resolved_at < $3::timestamptz - $2 * interval '1 day'
         AND deleted_at IS NULL ORDER BY resolved_at LIMIT ${BATCH} FOR NO KEY UPDATE SKIP LOCKED`,
      [organisationId, days, at],
    );
    const changes = { status: { from: "resolved", to: "closed" }, closedAt: { from: null, to: at } };
    const event = { type: "ticket:updated", data: { changes, publicChanges: changes } } as const;
    await recordTicketChanges(
      tx,
      { organisationId, actorId: null, at },
      { set: { status: "closed", closed_at: at }, events: new Map(rows.map(({ id }) => [id, event])) },
    );
    return rows.length;
  });
}
