import { readSettings } from "@/features/organisations/server/read";
import { recordTicketChange } from "@/features/ticket-record/server/write";
import { pool, transaction, type Transaction } from "@/server/database/database";
import type { Job } from "@/server/jobs/jobs";
import { mintOrganisationId, type OrganisationId } from "@/shared/roles";
import { ARCHIVED, BATCH, BEFORE, EVERY_MILLISECONDS, LISTED, RESTS_SINCE } from "./rules-due";

/** Archives closed tickets that rest for as long as their organisation says, and brings back those that the setting archives no more. */
export const archiveJob: Job = {
  name: "archive tickets",
  everyMilliseconds: EVERY_MILLISECONDS,
  run: archiveTickets,
};

/**
 * One batch in each organisation, in a transaction that reads the setting itself: bounded, and none after the setting was taken back. What a
 * process did not commit is found again. Returns how many tickets were changed.
 */
export async function archiveTickets(): Promise<number> {
  const { rows } = await pool().query<{ id: string }>(
    `SELECT id FROM organisations o WHERE settings->>'archiveDays' IS NOT NULL
       OR EXISTS (SELECT 1 FROM tickets t WHERE t.organisation_id = o.id AND t.archived_at IS NOT NULL)`,
  );
  let changed = 0;
  for (const { id } of rows) {
    changed += await transaction((tx) => archiveBatch(tx, mintOrganisationId(id)));
  }
  return changed;
}

async function archiveBatch(tx: Transaction, organisationId: OrganisationId): Promise<number> {
  const days = await readArchiveDays(tx, organisationId);
  const at = new Date();
  const due =
    days === null ? [] : await lockDue(tx, organisationId, LISTED, `${RESTS_SINCE} < ${BEFORE}`, days);
  const back = await lockDue(
    tx,
    organisationId,
    ARCHIVED,
    days === null ? "$2::int IS NULL" : `${RESTS_SINCE} >= ${BEFORE}`,
    days,
  );
  for (const { id } of due) {
    await setArchived(tx, organisationId, { id, from: null, to: at, at });
  }
  for (const { id, archived_at: from } of back) {
    await setArchived(tx, organisationId, { id, from, to: null, at });
  }
  return due.length + back.length;
}

/** The setting, which cannot change until the transaction is over. */
async function readArchiveDays(tx: Transaction, organisationId: OrganisationId): Promise<number | null> {
  await tx.query("SELECT 1 FROM organisations WHERE id = $1 FOR SHARE", [organisationId]);
  return (await readSettings(organisationId, tx)).archiveDays;
}

/** A ticket that is being changed is left to the next run. */
async function lockDue(
  tx: Transaction,
  organisationId: OrganisationId,
  tickets: string,
  fits: string,
  days: number | null,
): Promise<{ id: string; archived_at: Date | null }[]> {
  const { rows } = await tx.query<{ id: string; archived_at: Date | null }>(
    `SELECT id, archived_at FROM tickets WHERE ${tickets} AND ${fits}
     ORDER BY ${RESTS_SINCE} LIMIT ${BATCH} FOR NO KEY UPDATE SKIP LOCKED`,
    [organisationId, days],
  );
  return rows;
}

async function setArchived(
  tx: Transaction,
  organisationId: OrganisationId,
  { id, from, to, at }: { id: string; from: Date | null; to: Date | null; at: Date },
): Promise<void> {
  const changes = { archivedAt: { from, to } };
  await recordTicketChange(
    tx,
    { organisationId, actorId: null, at },
    {
      ticketId: id,
      isPublic: true,
      isQuiet: true,
      set: { archived_at: to },
      events: [{ type: "ticket:updated", data: { changes, publicChanges: changes, quiet: true } }],
    },
  );
}
