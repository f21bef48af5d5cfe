import type { ListTicketsInput } from "@/features/tickets/schema";
import type { Actor } from "@/shared/roles";
import { TEAM_IS_PRIVATE } from "@/features/ticket-record/server/read-visibility";
import type { Params } from "@/server/database/params";

/** A list's filters as conditions over a `tickets` aliased `t`, without the status, by which a list is read in parts. */
export function filters(
  actor: Actor,
  { input, params, audience }: { input: ListTicketsInput; params: Params; audience: "staff" | "public" },
): string[] {
  const list: string[] = [];
  if (input.priority) {
    list.push(`t.priority = ANY(${params.add(input.priority)}::priority[])`);
  }
  if (input.category) {
    const keys = params.add(input.category);
    list.push(
      `t.category = ANY(${keys}) AND ${exists("categories", "key", keys, params.add(actor.organisationId))}`,
    );
  }
  if (input.assignee) {
    list.push(anyOf("t.assignee_id", input.assignee, actor.id, params));
  }
  if (input.requester) {
    list.push(anyOf("t.requester_id", input.requester, actor.id, params));
  }
  if (input.team) {
    list.push(teamFilter(actor, input.team, params, audience));
  }
  if (input.tag) {
    const hidden = audience === "staff" ? "" : ` AND NOT ${TEAM_IS_PRIVATE}`;
    const names = `${params.add(input.tag)}::text[]`;
    list.push(
      `(t.tags && ${names}${hidden}) AND ${exists("tags", "name", names, params.add(actor.organisationId))}`,
    );
  }
  if (input.due === "overdue") {
    list.push("t.due_at < now()");
  }
  if (input.updatedAfter) {
    list.push(
      `${audience === "staff" ? "t.updated_at" : "t.public_updated_at"} > ${params.add(input.updatedAfter)}::timestamptz`,
    );
  }
  return list;
}

/** Evaluated once for each statement: an unknown tag or category is not searched through all tickets. */
function exists(
  table: "categories" | "tags",
  column: "key" | "name",
  names: string,
  organisation: string,
): string {
  return `EXISTS (SELECT 1 FROM ${table} k WHERE k.organisation_id = ${organisation} AND k.${column} = ANY(${names}))`;
}

/** The teams that a filter asks for, each once; null for tickets without one. */
export function wantedTeams(actor: Actor, wanted: readonly string[]): (string | null)[] {
  const ids = wanted.flatMap((value) => (value === "mine" ? [...actor.teamIds] : [value]));
  return [...new Set(ids)].map((id) => (id === "none" ? null : id));
}

/** "mine" is any of the actor's teams. For the public audience a private team is unknown to filters too: it is asked for once, not with each ticket. */
function teamFilter(
  actor: Actor,
  wanted: readonly string[],
  params: Params,
  audience: "staff" | "public",
): string {
  const teams = wantedTeams(actor, wanted);
  const ids = `${params.add(teams.filter((id) => id !== null))}::uuid[]`;
  if (audience === "staff") {
    return teams.includes(null)
      ? `(t.team_id = ANY(${ids}) OR t.team_id IS NULL)`
      : `t.team_id = ANY(${ids})`;
  }
  const isOne = `t.team_id = ANY(ARRAY(SELECT k.id FROM teams k WHERE k.id = ANY(${ids}) AND NOT k.is_private))`;
  if (!teams.includes(null)) {
    return isOne;
  }
  const organisation = params.add(actor.organisationId);
  const hidden = `SELECT h.id FROM teams h WHERE h.organisation_id = ${organisation} AND h.is_private`;
  return `(${isOne} OR t.team_id IS NULL OR t.team_id IN (${hidden}))`;
}

function anyOf(column: string, wanted: readonly string[], me: string, params: Params): string {
  const ids = wanted.filter((value) => value !== "none").map((value) => (value === "me" ? me : value));
  const isOne = `${column} = ANY(${params.add(ids)}::uuid[])`;
  return wanted.includes("none") ? `(${isOne} OR ${column} IS NULL)` : isOne;
}
