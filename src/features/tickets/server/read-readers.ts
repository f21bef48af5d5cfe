import { say } from "@/messages/server/say";
import { seesAsStaff } from "@/features/tickets/policy";
import type { TicketReader } from "@/features/tickets/schema";
import { presentPerson, type PersonRow } from "@/features/users/server/present";
import { TEAM_IDS } from "@/server/api/session-rows";
import { pool } from "@/server/database/database";
import { AppError } from "@/shared/errors";
import type { Actor } from "@/shared/roles";
import { findTicket } from "./read";

/** The longest list of readers. */
const MOST = 200;

/**
 * GET /api/tickets/{ticket}/read: who has read the ticket up to which version (as staff count), the furthest
 * first. For staff alone: requesters learn that support has seen it, without names.
 */
export async function listReaders(actor: Actor, ticket: string): Promise<{ items: TicketReader[] }> {
  const seen = await findTicket(actor, ticket);
  if (seen.audience !== "staff") {
    throw new AppError("forbidden", say("refusals.tickets.readersForStaff"));
  }
  const { rows } = await pool().query<PersonRow & { version: number; read_at: Date; team_ids: string[] }>(
    `SELECT p.id, p.name, p.role, p.email, p.avatar_key, r.version, r.read_at,
       ${TEAM_IDS} AS team_ids
     FROM reads r JOIN people p ON p.id = r.person_id
     WHERE r.ticket_id = $1 AND r.version > 0 ORDER BY r.version DESC, r.read_at, p.id LIMIT ${MOST}`,
    [seen.row.id],
  );
  return {
    items: rows.map((row) => ({
      person: presentPerson(row, "staff"),
      version: row.version,
      at: row.read_at.toISOString(),
      audience: seesAsStaff({ role: row.role, teamIds: row.team_ids }, seen.facts) ? "staff" : "public",
    })),
  };
}
