import { readSettings } from "@/features/organisations/server/read";
import { pool, transaction } from "@/server/database/database";
import { emit } from "@/server/event-log/emit";
import type { Job } from "@/server/jobs/jobs";
import { mintOrganisationId } from "@/shared/roles";

const BATCH = 200;
const EVERY_MILLISECONDS = 60_000;

/** Closes tickets that have been resolved for as many days as their organisation says (contract: 7 unless set otherwise). */
export const closeResolvedJob: Job = {
  name: "close resolved tickets",
  everyMilliseconds: EVERY_MILLISECONDS,
  run: closeResolvedTickets,
};

/** Closes what is due now, in all organisations; returns how many tickets that were. */
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

/** A ticket that somebody is changing right now is left to the next round. */
async function closeBatch(organisationId: string, days: number): Promise<number> {
  return transaction(async (tx) => {
    const now = new Date();
    const { rows } = await tx.query<{ id: string; version: number; public_version: number }>(
      `UPDATE tickets SET status = 'closed', closed_at = $3, version = version + 1, public_version = public_version + 1, updated_at = $3, public_updated_at = $3
       WHERE id IN (SELECT id FROM tickets WHERE organisation_id = $1 AND status = 'resolved' AND resolved_at < $3::timestamptz - $2 * interval '1 day'
         AND deleted_at IS NULL ORDER BY resolved_at LIMIT ${BATCH} FOR NO KEY UPDATE SKIP LOCKED)
       RETURNING id, version, public_version`,
      [organisationId, days, now],
    );
    for (const row of rows) {
      const changes = { status: { from: "resolved", to: "closed" }, closedAt: { from: null, to: now } };
      await emit(tx, {
        type: "ticket:updated",
        organisationId,
        actorId: null,
        audience: "public",
        ticketId: row.id,
        version: row.version,
        publicVersion: row.public_version,
        at: now,
        data: { changes, publicChanges: changes },
      });
    }
    return rows.length;
  });
}
