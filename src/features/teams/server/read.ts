import { pool, type Sql } from "@/server/database";
import { anywhere } from "@/server/paging";
import { AppError } from "@/shared/errors";
import type { Actor, OrganisationId } from "@/shared/roles";
import { canSeeTeam } from "@/features/teams/policy";
import type { AdminTeamDto, TeamDto } from "@/features/teams/schema";

interface TeamRow {
  id: string;
  name: string;
  description: string;
  is_private: boolean;
  archived: boolean;
  members: number;
}

const COLUMNS = `t.id, t.name, t.description, t.is_private, t.archived_at IS NOT NULL AS archived,
  (SELECT count(*)::int FROM team_members m WHERE m.team_id = t.id) AS members`;

/** The teams that this caller may choose among, by name; archived ones are nobody's choice. */
export async function listTeams(actor: Actor, input: { q?: string | undefined } = {}): Promise<TeamDto[]> {
  const { rows } = await pool().query<TeamRow>(
    `SELECT ${COLUMNS} FROM teams t WHERE t.organisation_id = $1 AND t.archived_at IS NULL
       AND ($2::text IS NULL OR unaccent(t.name) ILIKE unaccent($2)) ORDER BY lower(t.name), t.id`,
    [actor.organisationId, input.q ? anywhere(input.q) : null],
  );
  return rows
    .map((row) => ({ id: row.id, name: row.name, isPrivate: row.is_private }))
    .filter((team) => canSeeTeam(actor, team));
}

/** Every team of the organisation, archived ones too, for its admins. */
export async function listAllTeams(actor: Actor): Promise<AdminTeamDto[]> {
  const { rows } = await pool().query<TeamRow>(
    `SELECT ${COLUMNS} FROM teams t WHERE t.organisation_id = $1 ORDER BY lower(t.name), t.id`,
    [actor.organisationId],
  );
  return rows.map(presentTeam);
}

/** One team of the organisation for its admins. Throws `not_found`. */
export async function readTeam(
  organisationId: OrganisationId,
  teamId: string,
  sql: Sql = pool(),
): Promise<AdminTeamDto> {
  const { rows } = await sql.query<TeamRow>(
    `SELECT ${COLUMNS} FROM teams t WHERE t.organisation_id = $1 AND t.id::text = $2 FOR NO KEY UPDATE OF t`,
    [organisationId, teamId],
  );
  if (!rows[0]) {
    throw new AppError("not_found", "There is no such team.");
  }
  return presentTeam(rows[0]);
}

function presentTeam(row: TeamRow): AdminTeamDto {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    isPrivate: row.is_private,
    archived: row.archived,
    memberCount: row.members,
  };
}
