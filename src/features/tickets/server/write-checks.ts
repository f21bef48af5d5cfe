import { say } from "@/messages/server/say";
import { readSettings } from "@/features/organisations/server/read";
import { isRequester, opensAgain, seesAsStaff } from "@/features/tickets/policy";
import { TEAM_IDS } from "@/server/api/session-rows";
import type { Sql } from "@/server/database/database";
import { AppError, refusedField } from "@/shared/errors";
import { isStaffRole, type Actor, type Role } from "@/shared/roles";
import { readUpwards } from "@/features/ticket-record/server/read-family";
import { findTicketOrNull, type SeenTicket } from "./read";

/** A team that the actor may give a ticket to. */
export interface ChosenTeam {
  id: string;
  isPrivate: boolean;
}

/** Reads a team that the actor may choose; throws `invalid` for any other. */
export async function checkTeam(sql: Sql, actor: Actor, teamId: string): Promise<ChosenTeam> {
  const { rows } = await sql.query<{ id: string; is_private: boolean }>(
    "SELECT id, is_private FROM teams WHERE id = $1 AND organisation_id = $2 AND archived_at IS NULL",
    [teamId, actor.organisationId],
  );
  const row = rows[0];
  const isOffered =
    row &&
    (!row.is_private ||
      (isStaffRole(actor.role) && seesAsStaff(actor, { teamId: row.id, teamIsPrivate: true })));
  if (!isOffered) {
    throw refusedField("teamId", say("refusals.tickets.noTeam"));
  }
  return { id: row.id, isPrivate: row.is_private };
}

/** Throws `invalid` unless the organisation has this category in use; returns its key. */
export async function checkCategory(sql: Sql, actor: Actor, category: string): Promise<string> {
  const { rows } = await sql.query(
    "SELECT 1 FROM categories WHERE organisation_id = $1 AND key = $2 AND archived_at IS NULL",
    [actor.organisationId, category],
  );
  if (rows.length === 0) {
    throw refusedField("category", say("refusals.tickets.noCategory"));
  }
  return category;
}

/** The category of a ticket that was filed without one: "other" if it exists, else the last of the list. */
export async function defaultCategory(sql: Sql, actor: Actor): Promise<string> {
  const { rows } = await sql.query<{ key: string }>(
    "SELECT key FROM categories WHERE organisation_id = $1 AND archived_at IS NULL ORDER BY key = 'other' DESC, position DESC LIMIT 1",
    [actor.organisationId],
  );
  const category = rows[0]?.key;
  if (!category) {
    throw refusedField("category", say("refusals.tickets.noCategories"));
  }
  return category;
}

/** Throws `invalid` unless all are active people of the actor's organisation, who as watchers are no guests; returns them without repetition. */
export async function checkPeople(
  sql: Sql,
  actor: Actor,
  path: string,
  ids: readonly string[],
): Promise<string[]> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) {
    return [];
  }
  const { rows } = await sql.query(
    "SELECT id FROM people WHERE id = ANY($1::uuid[]) AND organisation_id = $2 AND disabled_at IS NULL AND (role <> 'guest' OR $3)",
    [wanted, actor.organisationId, path.startsWith("requester")],
  );
  if (rows.length !== wanted.length) {
    throw refusedField(path, say("refusals.tickets.noPerson"));
  }
  return wanted;
}

/** The id of the ticket that a new one follows up on; throws `invalid` where the actor may not see it. */
export async function checkFollowed(sql: Sql, actor: Actor, ticket: string): Promise<string> {
  const seen = await findTicketOrNull(actor, ticket, { sql });
  if (!seen) {
    throw refusedField("followUpOf", say("refusals.tickets.unknown"));
  }
  return seen.row.id;
}

/** Throws `closed` when its requester writes to a ticket that was closed too long ago to be reopened. */
export async function checkNotClosed(sql: Sql, actor: Actor, { row, facts }: SeenTicket): Promise<void> {
  if (!isRequester(actor, facts) || row.closed_at === null) {
    return;
  }
  // A merged ticket is as open as the one that staff go on in.
  const closedAt = row.merged_into_id === null ? row.closed_at : await readTargetsClosing(sql, row.id);
  if (closedAt === null) {
    return;
  }
  const { reopenDays } = await readSettings(actor.organisationId, sql);
  if (!opensAgain(closedAt.getTime(), reopenDays, Date.now())) {
    throw new AppError("closed", say("refusals.tickets.closed"), {
      members: { followUpOf: { id: row.id, number: row.number, title: row.title } },
    });
  }
}

async function readTargetsClosing(sql: Sql, ticketId: string): Promise<Date | null> {
  const targetId = (await readUpwards(sql, ticketId)).at(-1);
  const { rows } = await sql.query<{ closed_at: Date | null }>(
    "SELECT closed_at FROM tickets WHERE id = $1",
    [targetId],
  );
  return rows[0]?.closed_at ?? null;
}

/** Throws `invalid` unless this person can work on tickets of this team: an active agent or admin who sees it. */
export async function checkAssignee(
  sql: Sql,
  actor: Actor,
  assigneeId: string,
  team: ChosenTeam | null,
): Promise<void> {
  const assignee = await readWorker(sql, actor, assigneeId);
  if (!assignee) {
    throw refusedField("assigneeId", say("refusals.tickets.assignees"));
  }
  if (!seesAsStaff(assignee, { teamId: team?.id ?? null, teamIsPrivate: team?.isPrivate ?? false })) {
    throw refusedField("assigneeId", say("refusals.tickets.assigneeOutside"));
  }
}

/** Whether an assignee may keep a ticket that moves to this team. */
export async function keepsAssignee(
  sql: Sql,
  actor: Actor,
  assigneeId: string,
  team: ChosenTeam | null,
): Promise<boolean> {
  const assignee = await readWorker(sql, actor, assigneeId);
  return (
    assignee !== null &&
    seesAsStaff(assignee, { teamId: team?.id ?? null, teamIsPrivate: team?.isPrivate ?? false })
  );
}

/** Adds tags to those of the organisation, for pickers; in order, so that two writers never deadlock. */
export async function rememberTags(sql: Sql, actor: Actor, tags: readonly string[]): Promise<void> {
  if (tags.length > 0) {
    await sql.query(
      "INSERT INTO tags (organisation_id, name) SELECT $1, unnest($2::text[]) ON CONFLICT DO NOTHING",
      [actor.organisationId, [...tags].sort()],
    );
  }
}

async function readWorker(
  sql: Sql,
  actor: Actor,
  id: string,
): Promise<{ role: Role; teamIds: string[] } | null> {
  const { rows } = await sql.query<{ role: Role; teamIds: string[] }>(
    `SELECT p.role, ${TEAM_IDS} AS "teamIds"
     FROM people p WHERE p.id = $1 AND p.organisation_id = $2 AND p.disabled_at IS NULL AND p.role IN ('agent', 'admin')`,
    [id, actor.organisationId],
  );
  return rows[0] ?? null;
}
