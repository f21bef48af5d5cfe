import { say } from "@/messages/server/say";
import { pool, prisma, type Rows } from "@/server/database/database";
import type { Prisma } from "@/server/prisma/client";
import { holdsWords, searchLines } from "@/server/search/searchable";
import { AppError } from "@/shared/errors";
import { isUuid } from "@/shared/ids";
import type { Actor, OrganisationId } from "@/shared/roles";
import { canSeeTeam } from "@/features/teams/policy";
import type { AdminTeamDto, TeamDto } from "@/features/teams/schema";
import { byName } from "./present";

const FIELDS = {
  id: true,
  name: true,
  description: true,
  isPrivate: true,
  archivedAt: true,
  assignee: { select: { id: true, name: true } },
  email: true,
  _count: { select: { members: true } },
} satisfies Prisma.TeamSelect;

/** The teams that this caller may choose among, by name, without archived ones. */
export async function listTeams(actor: Actor, input: { q?: string | undefined } = {}): Promise<TeamDto[]> {
  const values: unknown[] = [actor.organisationId];
  const fits = input.q
    ? holdsWords(
        input.q,
        (value) => `$${values.push(value)}`,
        (holds) => holds(searchLines("name")),
      )
    : "true";
  const { rows } = await pool().query<{ id: string; name: string; is_private: boolean }>(
    `SELECT id, name, is_private FROM teams WHERE organisation_id = $1 AND archived_at IS NULL AND ${fits}`,
    values,
  );
  return rows
    .map((row) => ({ id: row.id, name: row.name, isPrivate: row.is_private }))
    .filter((team) => canSeeTeam(actor, team))
    .sort(byName);
}

/** Every team of the organisation, archived ones too, for its admins. */
export async function listAllTeams(actor: Actor): Promise<AdminTeamDto[]> {
  const rows = await prisma().team.findMany({
    where: { organisationId: actor.organisationId },
    select: FIELDS,
  });
  return rows.map(presentTeam).sort(byName);
}

/** One team of the organisation for its admins. Throws `not_found`. */
export async function readTeam(
  organisationId: OrganisationId,
  teamId: string,
  rows: Rows = prisma(),
): Promise<AdminTeamDto> {
  const row = isUuid(teamId)
    ? await rows.team.findUnique({ where: { id: teamId, organisationId }, select: FIELDS })
    : null;
  if (!row) {
    throw new AppError("not_found", say("refusals.teams.unknown"));
  }
  return presentTeam(row);
}

function presentTeam(row: Prisma.TeamGetPayload<{ select: typeof FIELDS }>): AdminTeamDto {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    isPrivate: row.isPrivate,
    archived: row.archivedAt !== null,
    memberCount: row._count.members,
    assignee: row.assignee,
    email: row.email,
  };
}
