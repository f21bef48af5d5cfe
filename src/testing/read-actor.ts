import { pool } from "@/server/database/database";
import { mintOrganisationId, type Actor, type Role } from "@/shared/roles";

/** The person of this name as an actor, for data that a seed made; throws when there is none. */
export async function readActor(name: string): Promise<Actor> {
  const { rows } = await pool().query<{
    id: string;
    role: Role;
    organisation_id: string;
    team_ids: string[];
  }>(
    `SELECT p.id, p.role, p.organisation_id, ARRAY(SELECT m.team_id::text FROM team_members m WHERE m.person_id = p.id) AS team_ids FROM people p WHERE p.name = $1`,
    [name],
  );
  const row = rows[0];
  if (!row) {
    throw new Error(`${name} was not made`);
  }
  return {
    id: row.id,
    role: row.role,
    organisationId: mintOrganisationId(row.organisation_id),
    name,
    teamIds: row.team_ids,
    sessionId: row.id,
    guestTicketId: null,
  };
}
