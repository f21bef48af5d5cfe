import { audit } from "@/server/audit/audit";
import { pool, transaction, type Transaction } from "@/server/database/database";
import type { Job } from "@/server/jobs/jobs";
import { discardFiles } from "@/server/storage/upload";
import { LIMITS } from "@/shared/limits";
import { mintOrganisationId } from "@/shared/roles";

const DAY_MILLISECONDS = 86_400_000;
/** A margin, in which a process whose clock is behind can still restore a deleted ticket. */
const MARGIN_MILLISECONDS = 3_600_000;
const EVERY_MILLISECONDS = 3_600_000;
const TICKETS_AT_ONCE = 20;
const ROWS_AT_ONCE = 1_000;

/** The large tables that refer to a ticket, in the order of deletion; the rest is deleted with the ticket's own row. */
const PARTS = ["notifications", "search_parts", "attachments", "comments", "reads", "events"] as const;

/** Purges what was deleted longer ago than it can be restored. */
export const purgeJob: Job = {
  name: "purge deleted tickets",
  everyMilliseconds: EVERY_MILLISECONDS,
  run: () => purgeTickets(),
};

/**
 * Purges tickets that were deleted over 30 days ago: their files, then all their rows and events, a bounded number at a
 * time. After an interruption the next run goes on: the ticket's own row, by which it is found, is deleted
 * last, with an entry of the audit. Its number stays used. Returns how many tickets were purged.
 */
export async function purgeTickets(now = new Date()): Promise<number> {
  const before = new Date(now.getTime() - LIMITS.deletedTicketDays * DAY_MILLISECONDS - MARGIN_MILLISECONDS);
  let purged = 0;
  for (;;) {
    const { rows } = await pool().query<{ id: string }>(
      `SELECT id FROM tickets WHERE deleted_at < $1 ORDER BY deleted_at, id LIMIT ${TICKETS_AT_ONCE}`,
      [before],
    );
    for (const { id } of rows) {
      purged += Number(await purgeTicket(id, before));
    }
    if (rows.length < TICKETS_AT_ONCE) {
      return purged;
    }
  }
}

async function purgeTicket(ticketId: string, before: Date): Promise<boolean> {
  const { rows } = await pool().query<{ key: string }>(
    `SELECT unnest(array_remove(ARRAY[storage_key, thumbnail_key], NULL)) AS key FROM attachments WHERE ticket_id = $1`,
    [ticketId],
  );
  // A file that cannot be removed now is left to the sweep of files that no row refers to.
  await discardFiles(rows.map(({ key }) => key));
  for (const table of PARTS) {
    await removeRows(table, ticketId);
  }
  return await transaction((tx) => removeTicket(tx, ticketId, before));
}

async function removeRows(table: (typeof PARTS)[number], ticketId: string): Promise<void> {
  for (let count = ROWS_AT_ONCE; count === ROWS_AT_ONCE;) {
    const { rowCount } = await pool().query(
      `DELETE FROM ${table} WHERE ctid = ANY(ARRAY(SELECT ctid FROM ${table} WHERE ticket_id = $1 LIMIT ${ROWS_AT_ONCE}))`,
      [ticketId],
    );
    count = rowCount ?? 0;
  }
}

async function removeTicket(tx: Transaction, ticketId: string, before: Date): Promise<boolean> {
  const { rows } = await tx.query<{ organisation_id: string; number: number; deleted_at: Date }>(
    "DELETE FROM tickets WHERE id = $1 AND deleted_at < $2 RETURNING organisation_id, number, deleted_at",
    [ticketId, before],
  );
  const row = rows[0];
  if (!row) {
    return false;
  }
  await audit(
    tx,
    { organisationId: mintOrganisationId(row.organisation_id), id: null },
    {
      action: "ticket.purged",
      subjectType: "ticket",
      subjectId: ticketId,
      data: { number: row.number, deletedAt: row.deleted_at.toISOString() },
    },
  );
  return true;
}
