import { say } from "@/messages/server/say";
import { readUpTo } from "@/features/notifications/server/write";
import type { SeenTicket } from "./read";
import { findTicket } from "./read";
import { transaction, type Transaction } from "@/server/database/database";
import { emit } from "@/server/event-log/emit";
import { transactionOnce, type WithKey } from "@/server/api/idempotency";
import { AppError } from "@/shared/errors";
import type { Actor, OrganisationId } from "@/shared/roles";

/**
 * POST /api/tickets/{ticket}/read: the actor has read the ticket up to `version`, as their audience counts.
 * Never goes back; returns the version now. When staff read it for the first time, the requester is notified
 * (without names).
 */
export async function markRead(
  actor: Actor,
  { ticket, version, key = null }: WithKey<{ ticket: string; version: number }>,
): Promise<{ lastReadVersion: number }> {
  if (actor.role === "guest") {
    throw new AppError("forbidden", say("refusals.tickets.guestReading"));
  }
  const seen = await findTicket(actor, ticket);
  const upTo = Math.min(version, seen.audience === "staff" ? seen.row.version : seen.row.public_version);
  const isFirstByStaff = isUnseenByStaff(actor, seen);
  if (key === null && upTo <= seen.lastReadVersion && !isFirstByStaff) {
    return { lastReadVersion: seen.lastReadVersion };
  }
  const sees = (ticketId: string): Promise<unknown> => findTicket(actor, ticketId);
  return transactionOnce(key, sees, async (tx) => {
    const position = await bothCounts(tx, seen, upTo);
    const about = { organisationId: actor.organisationId, actorId: actor.id, ticketId: seen.row.id };
    // The ticket first, then its reads: in the order in which every change of a ticket locks them.
    if (isFirstByStaff) {
      await announceFirstRead(tx, about);
    }
    const { rowCount } = await tx.query(
      `INSERT INTO reads (ticket_id, person_id, version, public_version) VALUES ($1, $2, $3, $4)
       ON CONFLICT (ticket_id, person_id) DO UPDATE SET version = excluded.version, public_version = excluded.public_version, read_at = now()
       WHERE reads.version < excluded.version OR reads.public_version < excluded.public_version`,
      [seen.row.id, actor.id, position.version, position.publicVersion],
    );
    if (rowCount === 1) {
      await emit(tx, {
        ...about,
        type: "ticket:read",
        subjectId: actor.id,
        data: { personId: actor.id, ...position },
      });
      await readUpTo(tx, { ...about, personId: actor.id, version: position.version });
    }
    return { body: { lastReadVersion: Math.max(upTo, seen.lastReadVersion) }, ticketId: seen.row.id };
  });
}

/** Staff opened the ticket: on the very first time, its requester receives an event (without names). */
export async function markSeen(actor: Actor, seen: SeenTicket): Promise<void> {
  if (isUnseenByStaff(actor, seen)) {
    await transaction((tx) =>
      announceFirstRead(tx, {
        organisationId: actor.organisationId,
        actorId: actor.id,
        ticketId: seen.row.id,
      }),
    );
  }
}

function isUnseenByStaff(actor: Actor, seen: SeenTicket): boolean {
  return seen.audience === "staff" && seen.row.seen_at === null && seen.row.requester_id !== actor.id;
}

async function announceFirstRead(
  tx: Transaction,
  about: { organisationId: OrganisationId; actorId: string; ticketId: string },
): Promise<void> {
  const { rowCount } = await tx.query(
    "UPDATE tickets SET seen_at = now() WHERE id = $1 AND seen_at IS NULL",
    [about.ticketId],
  );
  if (rowCount === 1) {
    await emit(tx, { ...about, type: "ticket:seen", data: {} });
  }
}

/** The same moment of the ticket as a staff and as a public version, found in the log: so a later change of role keeps the position. */
async function bothCounts(
  tx: Transaction,
  seen: SeenTicket,
  upTo: number,
): Promise<{ version: number; publicVersion: number }> {
  const mine = seen.audience === "staff" ? "version" : "public_version";
  const { rows } = await tx.query<{ version: number | null; public_version: number | null }>(
    `SELECT max(version) AS version, max(public_version) AS public_version FROM events WHERE ticket_id = $1 AND version IS NOT NULL
       AND version <= coalesce((SELECT max(version) FROM events WHERE ticket_id = $1 AND ${mine} <= $2), 0)`,
    [seen.row.id, upTo],
  );
  return { version: rows[0]?.version ?? 0, publicVersion: rows[0]?.public_version ?? 0 };
}
