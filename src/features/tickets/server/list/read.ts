import { z } from "zod";
import {
  PRIORITIES,
  STATUSES,
  type ListedTicket,
  type ListTicketsInput,
  type Page,
  type Status,
} from "@/features/tickets/schema";
import { boundedRead, countedRead } from "@/server/http/bounded-read";
import type { Sql } from "@/server/database/database";
import { badCursor, decodeCursorWithId, encodeCursor } from "@/server/api/paging";
import { PLANNED_EACH_TIME } from "@/server/database/prepared-statements";
import { LIMITS } from "@/shared/limits";
import type { Actor } from "@/shared/roles";
import { presentListed } from "@/features/tickets/server/present";
import { LISTED_JOINS, LISTED_SELECT, type ListedRow } from "@/features/tickets/server/read-row";
import { filters } from "./read-filters";
import { findRows, NEARBY, searchConditions, type Found, type SearchMode } from "./read-search";
import { indexedTickets, nearbyCondition } from "@/features/tickets/server/search/read";
import { Params } from "@/server/database/params";
import { visibility } from "@/features/ticket-record/server/read-visibility";

/** The orders of a list: the column for each audience, and the type of its cursor. */
const ORDERS = {
  updated: { staff: "t.updated_at", own: "t.public_updated_at", type: "timestamptz" },
  created: { staff: "t.created_at", own: "t.created_at", type: "timestamptz" },
  priority: { staff: "t.priority", own: "t.priority", type: "priority" },
  number: { staff: "t.number", own: "t.number", type: "int" },
  due: { staff: "t.due_at", own: "t.due_at", type: "timestamptz" },
} as const;

const PAGE_LENGTHS = [20, LIMITS.pageDefault, 50, LIMITS.pageMax];
const FILTERS = [
  "priority",
  "category",
  "assignee",
  "requester",
  "team",
  "tag",
  "q",
  "updatedAfter",
  "due",
] as const satisfies readonly (keyof ListTicketsInput)[];

interface Cursor {
  key: string | number | null;
  id: string;
}

type ListRow = ListedRow & {
  /** Comes before all others, in any order. */
  isFirst?: boolean;
  audience: "staff" | "public";
  key: Date | string | number | null;
  read_version: number | null;
  read_public_version: number | null;
};

/**
 * GET /api/tickets: a page of the tickets that the actor may see, in keyset order. Each row is presented for
 * the actor's audience; an agent's list has a second, small part for tickets that they see only as requester
 * or watcher.
 */
export async function listTickets(actor: Actor, input: ListTicketsInput): Promise<Page<ListedTicket>> {
  const read = async (sql: Sql): Promise<ListRow[]> => {
    const readMode = (asked: ListTicketsInput, mode: SearchMode) => readRows(actor, asked, mode, sql);
    if (!input.q) {
      return (await readMode(input, { kind: "none" })).rows;
    }
    const { first, rows } = await findRows(actor, input, sql, readMode);
    return [...first.map((row) => ({ ...row, isFirst: true })), ...rows];
  };
  const rows = await (isPlain(input) ? countedRead(actor, read) : boundedRead(actor, read));
  const shown = rows.slice(0, input.limit);
  const last = shown[shown.length - 1];
  return {
    items: shown.map((row) => ({
      ...presentListed(row, row.audience),
      lastReadVersion: (row.audience === "staff" ? row.read_version : row.read_public_version) ?? 0,
    })),
    nextCursor: rows.length > input.limit && last ? writeCursor(last) : null,
  };
}

/**
 * Reads a page in one statement: a part for each status and audience, each in order by an index that begins
 * with the status, merged. (In one part, active tickets in the order of their due times would be searched
 * among a million closed ones that were due before.)
 */
async function readRows(
  actor: Actor,
  input: ListTicketsInput,
  mode: SearchMode,
  sql: Sql,
): Promise<Found<ListRow>> {
  const params = new Params();
  const { staff, own } = visibility(actor, params);
  const order = ORDERS[orderOf(input.sort)];
  const parts = (
    orderOf(input.sort) === "number"
      ? [input.status ?? null]
      : (input.status ?? STATUSES).map((status) => [status])
  ).flatMap((statuses) => [
    ...(staff === "false"
      ? []
      : [part(actor, input, mode, params, { statuses, seen: staff, key: order.staff, audience: "staff" })]),
    ...(own === "false"
      ? []
      : [
          part(actor, input, mode, params, {
            statuses,
            seen: `${own} AND NOT (${staff})`,
            key: order.own,
            audience: "public",
          }),
        ]),
  ]);
  const isNearby = mode.kind === "nearby";
  const fits = isNearby ? `WHERE ${nearbyCondition(mode.search, params)}` : "";
  const { rows } = await sql.query<ListRow & { looked: string }>(
    `${isPlain(input) && own === "false" ? "" : PLANNED_EACH_TIME} WITH ${mode.kind === "indexed" ? `found AS MATERIALIZED (${indexedTickets(actor, mode.search, params)}),` : ""}
     looked AS ${isNearby ? "MATERIALIZED" : ""} (${parts.join(" UNION ALL ")}),
     page AS (SELECT t.id, t.key, t.audience FROM looked t ${fits} ORDER BY ${orderBy(input.sort, "t.key", "t.id")} LIMIT ${input.limit + 1})
     SELECT ${LISTED_SELECT}, page.audience, page.key, rd.version AS read_version, rd.public_version AS read_public_version,
       ${isNearby ? "(SELECT max(n) FROM (SELECT count(*) AS n FROM looked GROUP BY part) AS parts)" : "0"} AS looked
     FROM page JOIN tickets t ON t.id = page.id ${LISTED_JOINS}
     LEFT JOIN reads rd ON rd.ticket_id = t.id AND rd.person_id = ${params.add(actor.id)}
     ORDER BY ${orderBy(input.sort, "page.key", "page.id")}`,
    params.values,
  );
  return { rows, isExhausted: isNearby && Number(rows[0]?.looked ?? NEARBY) < NEARBY };
}

/** A list by status alone, of a usual page size: for a person who sees all tickets one plan fits all values, and there are few such statements. */
function isPlain(input: ListTicketsInput): boolean {
  return PAGE_LENGTHS.includes(input.limit) && FILTERS.every((name) => input[name] === undefined);
}

function isOfPeople({ assignee, requester }: ListTicketsInput): boolean {
  return requester !== undefined || (assignee !== undefined && !assignee.includes("none"));
}

interface Part {
  statuses: readonly Status[] | null;
  seen: string;
  key: string;
  audience: "staff" | "public";
}

function part(
  actor: Actor,
  input: ListTicketsInput,
  mode: SearchMode,
  params: Params,
  { statuses, seen, key, audience }: Part,
): string {
  const conditions = [
    `t.organisation_id = ${params.add(actor.organisationId)}`,
    "t.deleted_at IS NULL",
    seen,
    ...(statuses === null
      ? []
      : statuses.length === 1
        ? [`t.status = ${params.add(statuses[0])}::status`]
        : [`t.status = ANY(${params.add(statuses)}::status[])`]),
    ...filters(actor, { input, params, audience }),
    ...searchConditions(mode, params, audience),
    ...(input.cursor && !(input.q && input.cursor === AFTER_FIRST)
      ? [after(input, readCursor(input.cursor, orderOf(input.sort)), key, params)]
      : []),
  ];
  const seenTickets = `SELECT t.id, t.requester_id, ${key} AS key, '${audience}' AS audience, '${statuses?.join() ?? ""} ${audience}' AS part FROM tickets t WHERE ${conditions.join(" AND ")}`;
  // A person's own tickets are few: they are found by the person and sorted, not searched among all in the list's order.
  const isFenced = isOfPeople(input) && orderOf(input.sort) !== "updated";
  return `(SELECT s.* FROM (${seenTickets} ${isFenced ? "OFFSET 0" : ""}) s
    ORDER BY ${orderBy(input.sort, "s.key", "s.id")} LIMIT ${mode.kind === "nearby" ? NEARBY : input.limit + 1})`;
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

/** The rows after the cursor; those without a due time come last in both directions, which a plain row comparison cannot express. */
function after(input: ListTicketsInput, cursor: Cursor, key: string, params: Params): string {
  const sign = input.sort.startsWith("-") ? "<" : ">";
  const id = `${params.add(cursor.id)}::uuid`;
  if (cursor.key === null) {
    return `(${key} IS NULL AND t.id ${sign} ${id})`;
  }
  const row = `(${key}, t.id) ${sign} (${params.add(cursor.key)}::${ORDERS[orderOf(input.sort)].type}, ${id})`;
  return orderOf(input.sort) === "due" ? `(${row} OR ${key} IS NULL)` : row;
}

/** The cursor of a page that ends with the ticket whose number was typed: all others follow. */
const AFTER_FIRST = encodeCursor(["first"]);

function writeCursor(row: ListRow): string {
  if (row.isFirst) {
    return AFTER_FIRST;
  }
  return encodeCursor([row.key instanceof Date ? row.key.toISOString() : row.key, row.id]);
}

/** Reads a cursor of a list in this order; a cursor of another order, whose keys have another type, is refused. */
function readCursor(text: string, order: keyof typeof ORDERS): Cursor {
  const [key, id] = decodeCursorWithId(text, 2) ?? [];
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
