import { z } from "zod";
import { PRIORITIES, type ListTicketsInput, type Page, type TicketDto } from "@/features/tickets/schema";
import { pool } from "@/server/database";
import { badCursor, readPlaceWithId, writePlace } from "@/server/paging";
import type { Actor } from "@/shared/roles";
import { presentTicket } from "./present";
import { TICKET_JOINS, TICKET_SELECT, type TicketRow } from "./read-row";
import { findsAnything, findSimilar, parseSearch, searchCondition, type Search } from "./read-search";
import { Params, sight } from "./read-visible";

/** How a list is ordered: the column on each side of a ticket, and the type that its cursor is read as. */
const ORDERS = {
  updated: { staff: "t.updated_at", own: "t.public_updated_at", type: "timestamptz" },
  created: { staff: "t.created_at", own: "t.created_at", type: "timestamptz" },
  priority: { staff: "t.priority", own: "t.priority", type: "priority" },
  number: { staff: "t.number", own: "t.number", type: "int" },
  due: { staff: "t.due_at", own: "t.due_at", type: "timestamptz" },
} as const;

interface Cursor {
  key: string | number | null;
  id: string;
}

interface Found {
  search: Search | null;
  /** When nothing fits as written: the tickets with similar words. */
  similar: string[] | null;
}

/**
 * GET /api/tickets: a page of the tickets in the actor's sight, in keyset order. Each row is read on the side that the
 * actor sees; an agent's list has a second, small branch for what they see only as requester or watcher.
 */
export async function listTickets(actor: Actor, input: ListTicketsInput): Promise<Page<TicketDto>> {
  const found = await resolveSearch(actor, input.q);
  const params = new Params();
  const { staff, own } = sight(actor, params);
  const order = ORDERS[orderOf(input.sort)];
  const branches = [
    ...(staff === "false" ? [] : [branch(actor, input, found, params, { seen: staff, key: order.staff, side: "staff" })]),
    ...(own === "false" ? [] : [branch(actor, input, found, params, { seen: `${own} AND NOT (${staff})`, key: order.own, side: "public" })]),
  ];
  const { rows } = await pool().query<TicketRow & { side: "staff" | "public"; key: Date | string | number | null; read_version: number | null; read_public_version: number | null }>(
    `WITH page AS (SELECT * FROM (${branches.join(" UNION ALL ")}) AS both_sides ORDER BY ${orderBy(input.sort, "key", "id")} LIMIT ${input.limit + 1})
     SELECT ${TICKET_SELECT}, page.side, page.key, rd.version AS read_version, rd.public_version AS read_public_version
     FROM page JOIN tickets t ON t.id = page.id ${TICKET_JOINS}
     LEFT JOIN reads rd ON rd.ticket_id = t.id AND rd.person_id = ${params.add(actor.id)}
     ORDER BY ${orderBy(input.sort, "page.key", "page.id")}`,
    params.values,
  );
  const shown = rows.slice(0, input.limit);
  const last = shown[shown.length - 1];
  return {
    items: shown.map((row) => ({
      ...presentTicket(row, row.side),
      lastReadVersion: (row.side === "staff" ? row.read_version : row.read_public_version) ?? 0,
    })),
    nextCursor: rows.length > input.limit && last ? writeCursor(last) : null,
  };
}

async function resolveSearch(actor: Actor, text: string | undefined): Promise<Found> {
  if (!text) {
    return { search: null, similar: null };
  }
  const search = parseSearch(text);
  if (await findsAnything(actor, search)) {
    return { search, similar: null };
  }
  return { search: null, similar: await findSimilar(actor, text) };
}

function branch(
  actor: Actor,
  input: ListTicketsInput,
  found: Found,
  params: Params,
  side: { seen: string; key: string; side: "staff" | "public" },
): string {
  const conditions = [
    `t.organisation_id = ${params.add(actor.organisationId)}`,
    "t.deleted_at IS NULL",
    side.seen,
    ...filters(actor, input, params, side.side),
    ...(found.search ? [searchCondition(found.search, params, side.side === "staff")] : []),
    ...(found.similar ? [`t.id = ANY(${params.add(found.similar)}::uuid[])`] : []),
    ...(input.cursor ? [after(input, readCursor(input.cursor, orderOf(input.sort)), side.key, params)] : []),
  ];
  return `(SELECT t.id, ${side.key} AS key, '${side.side}' AS side FROM tickets t WHERE ${conditions.join(" AND ")}
    ORDER BY ${orderBy(input.sort, side.key, "t.id")} LIMIT ${input.limit + 1})`;
}

function filters(actor: Actor, input: ListTicketsInput, params: Params, side: "staff" | "public"): string[] {
  const list: string[] = [];
  if (input.status) {
    list.push(`t.status = ANY(${params.add(input.status)}::status[])`);
  }
  if (input.priority) {
    list.push(`t.priority = ANY(${params.add(input.priority)}::priority[])`);
  }
  if (input.category) {
    list.push(`t.category = ANY(${params.add(input.category)})`);
  }
  if (input.assignee) {
    list.push(anyOf("t.assignee_id", input.assignee, actor.id, params));
  }
  if (input.requester) {
    list.push(anyOf("t.requester_id", input.requester, actor.id, params));
  }
  if (input.team) {
    list.push(teamFilter(actor, input.team, params, side));
  }
  if (input.tag) {
    const hidden = side === "staff" ? "" : " AND NOT EXISTS (SELECT 1 FROM teams p WHERE p.id = t.team_id AND p.is_private)";
    list.push(`(t.tags && ${params.add(input.tag)}::text[]${hidden})`);
  }
  if (input.due === "overdue") {
    list.push("t.due_at < now()");
  }
  if (input.updatedAfter) {
    list.push(`${side === "staff" ? "t.updated_at" : "t.public_updated_at"} > ${params.add(input.updatedAfter)}::timestamptz`);
  }
  return list;
}

/** "mine" is any of the actor's teams. On the public side a private team stays as unknown to filters as it is to eyes. */
function teamFilter(actor: Actor, wanted: readonly string[], params: Params, side: "staff" | "public"): string {
  const ids = wanted.flatMap((value) => (value === "mine" ? [...actor.teamIds] : [value]));
  const team = side === "staff" ? "t.team_id" : "(SELECT p.id FROM teams p WHERE p.id = t.team_id AND NOT p.is_private)";
  return anyOf(team, ids, actor.id, params);
}

function anyOf(column: string, wanted: readonly string[], me: string, params: Params): string {
  const ids = wanted.filter((value) => value !== "none").map((value) => (value === "me" ? me : value));
  const isOne = `${column} = ANY(${params.add(ids)}::uuid[])`;
  return wanted.includes("none") ? `(${isOne} OR ${column} IS NULL)` : isOne;
}

function orderOf(sort: ListTicketsInput["sort"]): keyof typeof ORDERS {
  switch (sort) {
    case "updated":
    case "-updated":
      return "updated";
    case "created":
    case "-created":
      return "created";
    case "priority":
    case "-priority":
      return "priority";
    case "number":
    case "-number":
      return "number";
    case "due":
    case "-due":
      return "due";
  }
}

function orderBy(sort: ListTicketsInput["sort"], key: string, id: string): string {
  const direction = sort.startsWith("-") ? "DESC" : "ASC";
  return `${key} ${direction} ${orderOf(sort) === "due" ? "NULLS LAST" : ""}, ${id} ${direction}`;
}

/** Rows after the cursor; without a due time come last in both directions, which a plain row comparison cannot say. */
function after(input: ListTicketsInput, cursor: Cursor, key: string, params: Params): string {
  const sign = input.sort.startsWith("-") ? "<" : ">";
  const id = `${params.add(cursor.id)}::uuid`;
  if (cursor.key === null) {
    return `(${key} IS NULL AND t.id ${sign} ${id})`;
  }
  const row = `(${key}, t.id) ${sign} (${params.add(cursor.key)}::${ORDERS[orderOf(input.sort)].type}, ${id})`;
  return orderOf(input.sort) === "due" ? `(${row} OR ${key} IS NULL)` : row;
}

function writeCursor(row: { key: Date | string | number | null; id: string }): string {
  return writePlace([row.key instanceof Date ? row.key.toISOString() : row.key, row.id]);
}

/** Reads a cursor of a list in this order; one of another order, whose keys are of another kind, is none of it. */
function readCursor(text: string, order: keyof typeof ORDERS): Cursor {
  const [key, id] = readPlaceWithId(text, 2) ?? [];
  const isKey = KEYS[ORDERS[order].type].safeParse(key).success || (key === null && order === "due");
  if (!isKey || key === undefined || typeof id !== "string") {
    throw badCursor();
  }
  return { key, id };
}

const KEYS = {
  timestamptz: z.iso.datetime(),
  priority: z.enum(PRIORITIES),
  int: z.int32(),
} as const;
