import { STATUSES, type ListTicketsInput, type Status } from "@/features/tickets/schema";
import { teamIsVisible, visibility } from "@/features/ticket-record/server/read-visibility";
import type { Params } from "@/server/database/params";
import type { Actor } from "@/shared/roles";
import { filters, wantedTeams } from "./read-filters";
import { afterCursor, orderBy, ORDERS, orderOf, type Keys } from "./read-order";
import { NEARBY, searchConditions, type SearchMode } from "./read-search";

interface Part {
  /** Null for any. */
  statuses: readonly Status[] | null;
  /** Which of these tickets the actor sees in this part. */
  seen: string;
  audience: "staff" | "public";
  /** Whether all that it holds is found first and then sorted, as it is few and no index has it in the list's order. */
  isSorted: boolean;
  /** Of those that are asked for, the team whose tickets this part has, null for those without one; undefined for all of them. */
  team?: string | null;
}

/**
 * The parts of a list, each one SELECT with what a page takes of it at most. Where an index has a part's tickets in the list's
 * order, the part is of one status and read from that index's beginning. (In one part, active tickets in the
 * order of their due times would be searched among a million closed ones that were due before.)
 */
export function partsOf(actor: Actor, input: ListTicketsInput, mode: SearchMode, params: Params): string[] {
  const { staff, own } = visibility(actor, params);
  const statuses = input.status ?? null;
  const isArchive = input.archived === "true";
  const isFew = mode.kind === "candidates" || mode.kind === "number";
  // Archived tickets are closed, so each of the archive's indexes has all of them.
  const each = isFew ? [statuses] : isArchive ? [null] : (statuses ?? STATUSES).map((status) => [status]);
  const isUpdated = orderOf(input.sort) === "updated";
  const isSorted = isFew || (isOfPeople(input) && !isUpdated);
  // The archive's indexes have each team's tickets in every order; those of several teams at once in none.
  const teams = isArchive && !isSorted ? wantedTeams(actor, input.team ?? []) : [];
  const staffParts = each.flatMap((some): Part[] => {
    const part: Part = { statuses: some, seen: staff, audience: "staff", isSorted };
    return teams.length === 0 ? [part] : teams.map((team) => ({ ...part, team }));
  });
  const ownParts = own.flatMap(({ as, condition }): Part[] => {
    const isSorted = isFew || as !== "requester" || !isUpdated;
    return (isSorted ? [statuses] : each).map((some) => ({
      statuses: some,
      seen: staff === "false" ? condition : `${condition} AND NOT (${staff})`,
      audience: "public",
      isSorted,
    }));
  });
  const parts = [...(staff === "false" ? [] : staffParts), ...ownParts];
  return parts
    .flatMap((part) => keysOf(input, part).map((keys) => ({ ...part, keys })))
    .map((part) => select(actor, input, mode, params, part));
}

/** The ticket whose number was typed is found wherever it is. */
function archiveCondition({ archived, status }: ListTicketsInput, mode: SearchMode): string {
  if (archived === "true") {
    return status && !status.includes("closed") ? "false" : "t.archived_at IS NOT NULL";
  }
  return mode.kind === "number" ? "true" : "t.archived_at IS NULL";
}

/** Staff go on with a merged ticket in another one: its words lead there, and it is still one of its requester's. */
function mergedCondition(
  { requester }: ListTicketsInput,
  mode: SearchMode,
  audience: "staff" | "public",
): string[] {
  return audience === "staff" && mode.kind === "none" && requester === undefined
    ? ["t.merged_at IS NULL"]
    : [];
}

/** Asked of the team once, too: a hidden team's tickets are not read to be left out one by one. */
function archiveOfTeam(actor: Actor, team: string | null, params: Params): string[] {
  return [
    `coalesce(t.team_id, t.organisation_id) = ${params.add(team ?? actor.organisationId)}::uuid`,
    ...(team === null ? [] : [teamIsVisible(actor, team, params)]),
  ];
}

function keysOf(input: ListTicketsInput, { isSorted }: Part): Keys[] {
  return orderOf(input.sort) === "due" && !isSorted ? ["present", "absent"] : ["any"];
}

function isOfPeople({ assignee, requester }: ListTicketsInput): boolean {
  return requester !== undefined || (assignee !== undefined && !assignee.includes("none"));
}

function select(
  actor: Actor,
  input: ListTicketsInput,
  mode: SearchMode,
  params: Params,
  { statuses, seen, audience, isSorted, team, keys }: Part & { keys: Keys },
): string {
  const order = ORDERS[orderOf(input.sort)];
  const key = audience === "staff" ? order.staff : order.own;
  const conditions = [
    `t.organisation_id = ${params.add(actor.organisationId)}`,
    "t.deleted_at IS NULL",
    archiveCondition(input, mode),
    seen,
    ...mergedCondition(input, mode, audience),
    ...(statuses === null
      ? []
      : statuses.length === 1
        ? [`t.status = ${params.add(statuses[0])}::status`]
        : [`t.status = ANY(${params.add(statuses)}::status[])`]),
    ...filters(actor, {
      input: team === undefined ? input : { ...input, team: undefined },
      params,
      audience,
    }),
    ...(team === undefined ? [] : archiveOfTeam(actor, team, params)),
    ...searchConditions(mode, params, audience),
    ...(keys === "any" ? [] : [`${key} IS ${keys === "present" ? "NOT NULL" : "NULL"}`]),
    afterCursor(input, { key, keys }, params),
  ];
  const tickets = `SELECT t.id, t.requester_id, ${key} AS key, '${audience}' AS audience FROM ${mode.kind === "candidates" ? "candidates" : "tickets"} t WHERE ${conditions.join(" AND ")}`;
  if (mode.kind === "candidates") {
    return `(${tickets})`;
  }
  return `(SELECT s.* FROM (${tickets} ${isSorted ? "OFFSET 0" : ""}) s
    ORDER BY ${orderBy(input.sort, "s.key", "s.id", keys)} LIMIT ${mode.kind === "nearby" ? NEARBY : input.limit + 1})`;
}
