import { say } from "@/messages/server/say";
import { canShareTicket } from "@/features/tickets/policy";
import type { WatcherList } from "@/features/tickets/schema";
import { personJson, presentPerson, type PersonRow } from "@/features/users/server/present";
import { mayHaveColleagues } from "@/features/users/server/read-colleagues";
import { pool } from "@/server/database/database";
import { AppError } from "@/shared/errors";
import { isStaffRole, type Actor } from "@/shared/roles";
import { findTicket } from "./read";

/**
 * GET /api/tickets/{ticket}/watchers: to staff all of them; to its requester the colleagues who follow it, and which of them
 * they may remove again. Staff who watch are nothing that a requester sees. Throws `forbidden` to everybody else.
 */
export async function listWatchers(actor: Actor, ticket: string): Promise<WatcherList> {
  const { row, facts, audience } = await findTicket(actor, ticket);
  if (audience !== "staff" && !canShareTicket(actor, facts)) {
    throw new AppError("forbidden", say("refusals.tickets.watcherList"));
  }
  const { rows } = await pool().query<{ person: PersonRow; added_by: string | null }>(
    `SELECT ${personJson("p")} AS person, w.added_by FROM watchers w JOIN people p ON p.id = w.person_id
     WHERE w.ticket_id = $1 ORDER BY w.created_at, p.id`,
    [row.id],
  );
  return {
    items: rows
      .filter(({ person }) => audience === "staff" || !isStaffRole(person.role))
      .map(({ person, added_by }) => ({
        ...presentPerson(person, audience),
        addedByMe: added_by === actor.id,
      })),
    nextCursor: null,
    mayAdd: audience === "staff" ? actor.role !== "viewer" : await mayHaveColleagues(actor),
  };
}
