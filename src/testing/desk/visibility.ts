import { v7 } from "uuid";
import { pool, type Sql } from "@/server/database/database";
import type { OrganisationId, Role } from "@/shared/roles";
import { makeOrganisation, makePerson, makeTeam } from "../factories";

/** Every role. */
export const ROLES: readonly Role[] = ["user", "guest", "viewer", "agent", "admin"];

const RELATIONS = ["requester", "watcher", "assignee"] as const;
/** Private or not, archived or not. */
const TEAM_STATES = [
  [false, false],
  [true, false],
  [false, true],
  [true, true],
] as const;

/** A person of the fixtures; a guest has one ticket, by a link. */
interface Person {
  id: string;
  organisationId: OrganisationId;
  guestTicketId: string | null;
}

/**
 * All facts that decide who sees a ticket: people of every role, in all teams and in none, and three of
 * another organisation; tickets of every team state, for each person and relation.
 */
export interface VisibilityDesk {
  organisationId: OrganisationId;
  /** Public, private, archived, archived and private. */
  teamIds: readonly string[];
  /** Those of the other organisation come last. */
  people: readonly Person[];
  ticketIds: readonly string[];
}

/** A change of the fixtures; entities are named by their index. */
export type DeskChange =
  | { kind: "team"; team: number; isPrivate: boolean; isArchived: boolean }
  | { kind: "member"; team: number; person: number }
  | { kind: "role"; person: number; role: Role }
  | { kind: "watch"; ticket: number; person: number }
  | { kind: "move"; ticket: number; team: number | null }
  | { kind: "delete"; ticket: number };

/** Makes the fixtures, in an organisation of their own. */
export async function makeVisibilityDesk(): Promise<VisibilityDesk> {
  const organisation = await makeOrganisation();
  const other = await makeOrganisation({ host: "other.example.org" });
  const teamIds: string[] = [];
  for (const [isPrivate, isArchived] of TEAM_STATES) {
    const { id } = await makeTeam(organisation, { isPrivate });
    teamIds.push(id);
    await setTeam(pool(), id, { isPrivate, isArchived });
  }
  const inside: Person[] = [];
  for (const role of ROLES) {
    for (const teams of [[], teamIds.map((id) => ({ id }))]) {
      const { id } = await makePerson(organisation, { role, teams });
      inside.push({ id, organisationId: organisation.id, guestTicketId: null });
    }
  }
  const ticketIds = await fileTickets(organisation.id, { teamIds, people: inside });
  for (const [index, guest] of inside.slice(2, 4).entries()) {
    guest.guestTicketId = ticketIds[index * 40] ?? null;
  }
  const outside: Person[] = [];
  for (const role of ["user", "agent", "admin"] as const) {
    const { id } = await makePerson(other, { role });
    outside.push({ id, organisationId: other.id, guestTicketId: null });
  }
  return { organisationId: organisation.id, teamIds, people: [...inside, ...outside], ticketIds };
}

/** Makes one change; membership, watching and deletion are toggled. */
export async function changeDesk(tx: Sql, desk: VisibilityDesk, change: DeskChange): Promise<void> {
  const teamId = "team" in change && change.team !== null ? (desk.teamIds[change.team] ?? null) : null;
  const personId = "person" in change ? desk.people[change.person]?.id : undefined;
  const ticketId = "ticket" in change ? desk.ticketIds[change.ticket] : undefined;
  switch (change.kind) {
    case "team":
      return setTeam(tx, teamId, change);
    case "member":
      return toggle(tx, "team_members", "team_id", [teamId, personId]);
    case "watch":
      return toggle(tx, "watchers", "ticket_id", [ticketId, personId]);
    case "role":
      await tx.query("UPDATE people SET role = $2 WHERE id = $1", [personId, change.role]);
      return;
    case "move":
      await tx.query("UPDATE tickets SET team_id = $2 WHERE id = $1", [ticketId, teamId]);
      return;
    case "delete":
      await tx.query(
        "UPDATE tickets SET deleted_at = CASE WHEN deleted_at IS NULL THEN now() END WHERE id = $1",
        [ticketId],
      );
  }
}

/** A ticket of each team state without a relation to anybody, and one for each person and relation. */
async function fileTickets(
  organisationId: OrganisationId,
  { teamIds, people }: Pick<VisibilityDesk, "teamIds" | "people">,
): Promise<string[]> {
  const unrelated = await makePerson({ id: organisationId });
  const ids: string[] = [];
  const file = async (input: {
    teamId: string | null;
    requesterId?: string;
    assigneeId?: string;
  }): Promise<string> => {
    const id = v7();
    ids.push(id);
    const { teamId, requesterId = unrelated.id, assigneeId = null } = input;
    await pool().query(
      `INSERT INTO tickets (id, organisation_id, number, title, category, team_id, requester_id, assignee_id)
       VALUES ($1, $2, $3, 'A ticket', 'other', $4, $5, $6)`,
      [id, organisationId, ids.length, teamId, requesterId, assigneeId],
    );
    await pool().query("INSERT INTO ticket_texts (ticket_id, description) VALUES ($1, 'About it')", [id]);
    return id;
  };
  for (const teamId of [null, ...teamIds]) {
    await file({ teamId });
    for (const { id } of people) {
      for (const relation of RELATIONS) {
        const ticketId = await file({
          teamId,
          ...(relation === "requester" ? { requesterId: id } : {}),
          ...(relation === "assignee" ? { assigneeId: id } : {}),
        });
        if (relation === "watcher") {
          await toggle(pool(), "watchers", "ticket_id", [ticketId, id]);
        }
      }
    }
  }
  return ids;
}

async function setTeam(
  sql: Sql,
  id: string | null,
  { isPrivate, isArchived }: { isPrivate: boolean; isArchived: boolean },
): Promise<void> {
  await sql.query(
    "UPDATE teams SET is_private = $2, archived_at = CASE WHEN $3 THEN now() END WHERE id = $1",
    [id, isPrivate, isArchived],
  );
}

async function toggle(
  sql: Sql,
  table: "team_members" | "watchers",
  column: "team_id" | "ticket_id",
  ids: [string | null | undefined, string | undefined],
): Promise<void> {
  const { rowCount } = await sql.query(`DELETE FROM ${table} WHERE ${column} = $1 AND person_id = $2`, ids);
  if (rowCount === 0) {
    await sql.query(`INSERT INTO ${table} (${column}, person_id) VALUES ($1, $2)`, ids);
  }
}
