import type { Transaction } from "@/server/database/database";
import type { OrganisationId } from "@/shared/roles";
import { PERSON_MAY_WORK } from "./read-visibility";
import { recordTicketChanges } from "./write";

/**
 * Unassigns tickets from people who may not work on them any more, because of a change to a person (disabled,
 * another role, out of a private team) or to a team (private now, or archived): so that they show up as
 * unassigned instead of belonging to a person who cannot see them. Call it after that change, in its
 * transaction. Closed tickets keep their assignee.
 */
export async function unassignUnauthorised(
  tx: Transaction,
  by: { organisationId: OrganisationId; actorId: string | null },
  of: { personId: string } | { teamId: string },
): Promise<void> {
  const [column, id] = "personId" in of ? ["assignee_id", of.personId] : ["team_id", of.teamId];
  // In the order of their ids, as other writers lock several tickets.
  const { rows: lost } = await tx.query<{ id: string; assignee_id: string }>(
    `SELECT t.id, t.assignee_id FROM tickets t JOIN people p ON p.id = t.assignee_id LEFT JOIN teams tm ON tm.id = t.team_id
     WHERE t.organisation_id = $1 AND t.${column} = $2 AND t.status <> 'closed' AND t.deleted_at IS NULL AND t.archived_at IS NULL AND NOT ${PERSON_MAY_WORK}
     ORDER BY t.id FOR NO KEY UPDATE OF t`,
    [by.organisationId, id],
  );
  await recordTicketChanges(
    tx,
    { ...by, at: new Date() },
    {
      set: { assignee_id: null },
      events: new Map(
        lost.map((row) => {
          const changes = { assignee: { from: row.assignee_id, to: null } };
          return [row.id, { type: "ticket:updated", data: { changes, publicChanges: changes } }] as const;
        }),
      ),
    },
  );
}
