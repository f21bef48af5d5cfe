import type { Transaction } from "@/server/database/database";
import { emit, emitMany } from "@/server/event-log/emit";
import type { TicketChanges } from "@/shared/events";
import { PERSON_MAY_WORK } from "@/features/ticket-record/server/read-visibility";
import { recordTicketChange, type ChangedBy } from "@/features/ticket-record/server/write";
import { touchedTickets } from "./read-touched";

/** Whose tickets become whose. */
export interface Pair {
  fromId: string;
  toId: string;
}

interface LockedTicket {
  id: string;
  is_requester: boolean;
  is_assignee: boolean;
  is_deleted: boolean;
  /** Whether the account that stays may be its assignee. */
  keeps: boolean;
}

/** What one account wrote or uploaded on a ticket. */
interface Written {
  /** Whether any of it is shown, and whether to the public audience. */
  isShown: boolean;
  isPublic: boolean;
}

/**
 * Moves what an account has on some tickets to another one: as requester, assignee and watcher, comments, files and how far it has
 * read. A ticket on which something is shown otherwise counts one version, by one event (a quiet one, unless it loses its assignee), for the public audience only where that audience sees any
 * of it. Returns how many tickets had their turn; 0 when none is left.
 */
export async function mergeTickets(
  tx: Transaction,
  by: ChangedBy,
  pair: Pair,
  most: number,
): Promise<number> {
  const ids = await touchedTickets(tx, by.organisationId, pair.fromId, most);
  if (ids.length === 0) {
    return 0;
  }
  const tickets = await lockTickets(tx, ids, pair);
  const comments = await moveWritten(tx, { table: "comments", column: "author_id" }, ids, pair);
  const files = await moveWritten(tx, { table: "attachments", column: "uploader_id" }, ids, pair);
  for (const ticket of tickets) {
    await changeTicket(tx, by, { ticket, pair, written: [comments.get(ticket.id), files.get(ticket.id)] });
  }
  await moveWatchers(tx, by, ids, pair);
  await moveReads(tx, ids, pair);
  await expireRequests(tx, by, ids, pair);
  return ids.length;
}

/** In one order; other writers lock one ticket at a time and never wait for a second. */
async function lockTickets(tx: Transaction, ids: readonly string[], pair: Pair): Promise<LockedTicket[]> {
  const { rows } = await tx.query<LockedTicket>(
    `SELECT t.id, t.requester_id = $2 AS is_requester, t.assignee_id IS NOT DISTINCT FROM $2 AS is_assignee,
       t.deleted_at IS NOT NULL AS is_deleted,
       t.status = 'closed' OR EXISTS (SELECT 1 FROM people p WHERE p.id = $3 AND ${PERSON_MAY_WORK}) AS keeps
     FROM tickets t LEFT JOIN teams tm ON tm.id = t.team_id
     WHERE t.id = ANY($1::uuid[]) ORDER BY t.id FOR NO KEY UPDATE OF t`,
    [ids, pair.fromId, pair.toId],
  );
  return rows;
}

async function moveWritten(
  tx: Transaction,
  { table, column }: { table: "comments" | "attachments"; column: "author_id" | "uploader_id" },
  ids: readonly string[],
  { fromId, toId }: Pair,
): Promise<Map<string, Written>> {
  const { rows } = await tx.query<{ ticket_id: string; is_shown: boolean; is_public: boolean }>(
    `WITH moved AS (UPDATE ${table} SET ${column} = $3 WHERE ticket_id = ANY($1::uuid[]) AND ${column} = $2
       RETURNING ticket_id, internal, deleted_at)
     SELECT ticket_id, bool_or(deleted_at IS NULL) AS is_shown, bool_or(deleted_at IS NULL AND NOT internal) AS is_public
     FROM moved GROUP BY ticket_id`,
    [ids, fromId, toId],
  );
  return new Map(rows.map((row) => [row.ticket_id, { isShown: row.is_shown, isPublic: row.is_public }]));
}

async function changeTicket(
  tx: Transaction,
  by: ChangedBy,
  { ticket, pair, written }: { ticket: LockedTicket; pair: Pair; written: (Written | undefined)[] },
): Promise<void> {
  const { fromId, toId } = pair;
  const assigneeId = ticket.keeps ? toId : null;
  const changes: TicketChanges = {
    ...(ticket.is_requester ? { requester: { from: fromId, to: toId } } : {}),
    ...(ticket.is_assignee ? { assignee: { from: fromId, to: assigneeId } } : {}),
  };
  const set = {
    ...(ticket.is_requester ? { requester_id: toId } : {}),
    ...(ticket.is_assignee ? { assignee_id: assigneeId } : {}),
  };
  const isChanged = ticket.is_requester || ticket.is_assignee;
  if (ticket.is_deleted) {
    // Nobody sees it; who restores it sees it as it is then.
    await setDeleted(tx, ticket, set);
    return;
  }
  if (!isChanged && !written.some((one) => one?.isShown)) {
    return;
  }
  const isPublic = isChanged || written.some((one) => one?.isPublic);
  // Whose ticket it is has not changed, but for the account; that nobody works on it any more is news.
  const isQuiet = !ticket.is_assignee || ticket.keeps;
  await recordTicketChange(tx, by, {
    ticketId: ticket.id,
    isPublic,
    set,
    isQuiet,
    events: [
      {
        type: "ticket:updated",
        data: {
          changes,
          publicChanges: isPublic ? changes : {},
          merged: { fromId, toId },
          ...(isQuiet ? { quiet: true as const } : {}),
        },
      },
    ],
  });
}

async function setDeleted(
  tx: Transaction,
  ticket: LockedTicket,
  set: { requester_id?: string; assignee_id?: string | null },
): Promise<void> {
  if (ticket.is_requester) {
    await tx.query("UPDATE tickets SET requester_id = $2 WHERE id = $1", [ticket.id, set.requester_id]);
  }
  if (ticket.is_assignee) {
    await tx.query("UPDATE tickets SET assignee_id = $2 WHERE id = $1", [ticket.id, set.assignee_id]);
  }
}

async function moveWatchers(
  tx: Transaction,
  by: ChangedBy,
  ids: readonly string[],
  { fromId, toId }: Pair,
): Promise<void> {
  await tx.query(
    "UPDATE watchers SET added_by = nullif($3, person_id) WHERE ticket_id = ANY($1::uuid[]) AND added_by = $2",
    [ids, fromId, toId],
  );
  const { rows: added } = await tx.query<{ ticket_id: string }>(
    `INSERT INTO watchers (ticket_id, person_id, added_by, created_at)
     SELECT ticket_id, $3, nullif(added_by, $3), created_at FROM watchers WHERE ticket_id = ANY($1::uuid[]) AND person_id = $2
     ON CONFLICT DO NOTHING RETURNING ticket_id`,
    [ids, fromId, toId],
  );
  const { rows: removed } = await tx.query<{ ticket_id: string }>(
    "DELETE FROM watchers WHERE ticket_id = ANY($1::uuid[]) AND person_id = $2 RETURNING ticket_id",
    [ids, fromId],
  );
  const { organisationId, actorId } = by;
  await emitMany(tx, [
    ...added.map(({ ticket_id: ticketId }) => ({
      type: "watcher:added" as const,
      organisationId,
      actorId,
      ticketId,
      subjectId: toId,
      data: { personId: toId, isMerged: true },
    })),
    ...removed.map(({ ticket_id: ticketId }) => ({
      type: "watcher:removed" as const,
      organisationId,
      actorId,
      ticketId,
      subjectId: fromId,
      data: { personId: fromId },
    })),
  ]);
}

/** The one who had read further counts. */
async function moveReads(tx: Transaction, ids: readonly string[], { fromId, toId }: Pair): Promise<void> {
  await tx.query(
    `INSERT INTO reads (ticket_id, person_id, version, public_version, read_at)
     SELECT ticket_id, $3, version, public_version, read_at FROM reads WHERE ticket_id = ANY($1::uuid[]) AND person_id = $2
     ON CONFLICT (ticket_id, person_id) DO UPDATE SET version = greatest(reads.version, excluded.version),
       public_version = greatest(reads.public_version, excluded.public_version), read_at = greatest(reads.read_at, excluded.read_at)`,
    [ids, fromId, toId],
  );
  await tx.query("DELETE FROM reads WHERE ticket_id = ANY($1::uuid[]) AND person_id = $2", [ids, fromId]);
}

/** Pending requests to assign a ticket, of the account that goes or for it: they are not needed as they were asked. */
async function expireRequests(
  tx: Transaction,
  by: ChangedBy,
  ids: readonly string[],
  { fromId }: Pair,
): Promise<void> {
  const { rows } = await tx.query<{ id: string; ticket_id: string; requested_by: string }>(
    `UPDATE assignment_requests SET state = 'expired', decided_by = $3, decided_at = $4
     WHERE ticket_id = ANY($1::uuid[]) AND state = 'pending' AND (requested_by = $2 OR assignee_id = $2)
     RETURNING id, ticket_id, requested_by`,
    [ids, fromId, by.actorId, by.at],
  );
  for (const row of rows) {
    await emit(tx, {
      type: "assignment:decided",
      ...by,
      audience: "staff",
      ticketId: row.ticket_id,
      subjectId: row.id,
      data: { requestId: row.id, personId: row.requested_by },
    });
  }
}
