import type { ListedTicket, ListTicketsInput, Page } from "@/features/tickets/schema";
import { audit } from "@/server/audit/audit";
import { pool, transaction } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import { listTickets } from "./list/read";
import { findPerson } from "./read-person-access";

/** Looking again within so many minutes is one look. */
const ONE_LOOK_MINUTES = 15;

/**
 * GET /api/admin/users/{id}/tickets: a person's list of tickets, as they get it; for admins, and written down in the audit. Of a disabled person it is
 * empty. Throws `not_found` for nobody of the organisation.
 */
export async function listTicketsAs(
  actor: Actor,
  personId: string,
  input: ListTicketsInput,
  address: string,
): Promise<Page<ListedTicket>> {
  const person = await findPerson(actor, personId);
  await noteLook(actor, person.id, address);
  if (person.isDisabled) {
    return { items: [], nextCursor: null };
  }
  const { id, role, teamIds, guestTicketId } = person;
  return await listTickets(
    { ...actor, id, role, teamIds, guestTicketId, name: "" },
    input,
  );
}

async function noteLook(actor: Actor, personId: string, address: string): Promise<void> {
  const { rowCount } = await pool().query(
    `SELECT 1 FROM audit_entries WHERE subject_id = $1 AND actor_id = $2 AND action = 'person.viewed'
       AND at > now() - make_interval(mins => $3) LIMIT 1`,
    [personId, actor.id, ONE_LOOK_MINUTES],
  );
  if (rowCount) {
    return;
  }
  await transaction((tx) =>
    audit(tx, actor, { action: "person.viewed", subjectType: "person", subjectId: personId, address }),
  );
}
