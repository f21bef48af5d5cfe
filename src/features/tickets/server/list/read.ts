import type { ListedTicket, ListTicketsInput, Page } from "@/features/tickets/schema";
import { boundedRead, countedRead } from "@/server/http/bounded-read";
import { keptAccounts } from "@/features/ticket-record/server/read-kept-accounts";
import { pool, type Sql } from "@/server/database/database";
import { PLANNED_EACH_TIME } from "@/server/database/prepared-statements";
import { LIMITS } from "@/shared/limits";
import type { Actor } from "@/shared/roles";
import { presentListed } from "@/features/tickets/server/present";
import { LISTED_JOINS, LISTED_SELECT, type ListedRow } from "@/features/tickets/server/read-row";
import { orderBy, writeCursor } from "./read-order";
import { partsOf } from "./read-parts";
import { findRows, NEARBY, type Found, type SearchMode } from "./read-search";
import {
  areAllCandidates,
  candidateTickets,
  indexedTickets,
  nearbyCondition,
} from "@/features/tickets/server/search/read";
import { Params } from "@/server/database/params";

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
  "archived",
] as const satisfies readonly (keyof ListTicketsInput)[];

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
export async function listTickets(actor: Actor, asked: ListTicketsInput): Promise<Page<ListedTicket>> {
  const input = await withKeptAccounts(actor, asked);
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

/** A filter by an account that was merged into another is one by the other. */
async function withKeptAccounts(actor: Actor, input: ListTicketsInput): Promise<ListTicketsInput> {
  const keep = (ids: readonly string[]) => keptAccounts(pool(), actor.organisationId, ids);
  return {
    ...input,
    ...(input.requester ? { requester: await keep(input.requester) } : {}),
    ...(input.assignee ? { assignee: await keep(input.assignee) } : {}),
  };
}

/** Reads a page in one statement: its parts, merged. */
async function readRows(
  actor: Actor,
  input: ListTicketsInput,
  mode: SearchMode,
  sql: Sql,
): Promise<Found<ListRow>> {
  const params = new Params();
  const { before, fits, looked } = searched(actor, mode, input.limit, params);
  const order = orderBy(input.sort, "t.key", "t.id");
  const parts = partsOf(actor, input, mode, params).join(" UNION ALL ");
  // Where each ticket is looked at, in the list's order and no further than the page needs.
  const tickets =
    looked === null
      ? parts
      : `SELECT t.* FROM (${parts}) t ORDER BY ${order} ${mode.kind === "nearby" ? `LIMIT ${NEARBY}` : ""}`;
  const listed = `page JOIN tickets t ON t.id = page.id ${LISTED_JOINS}
     LEFT JOIN reads rd ON rd.ticket_id = t.id AND rd.person_id = ${params.add(actor.id)}`;
  const { rows } = await sql.query<ListRow & { looked: string }>(
    `${isPrepared(actor, input) ? "" : PLANNED_EACH_TIME} WITH ${before}
     looked AS ${looked === null ? "" : "MATERIALIZED"} (${tickets}),
     page AS (SELECT t.id, t.key, t.audience FROM looked t ${fits} ORDER BY ${order} LIMIT ${input.limit + 1})
     SELECT ${LISTED_SELECT}, page.audience, page.key, rd.version AS read_version, rd.public_version AS read_public_version, ${looked === null ? "0" : "was.looked"} AS looked
     FROM ${looked === null ? listed : `(SELECT (${looked}) AS looked) was LEFT JOIN (${listed}) ON true`}
     ORDER BY ${orderBy(input.sort, "page.key", "page.id")}`,
    params.values,
  );
  const count = Number(rows[0]?.looked ?? 0);
  return {
    rows: rows.filter(({ id }) => id !== null),
    isExhausted:
      (mode.kind === "nearby" && count < NEARBY) || (mode.kind === "candidates" && areAllCandidates(count)),
  };
}

/** What a way to search adds to the statement: what comes before its parts, what fits of them, and how many were looked at. */
function searched(
  actor: Actor,
  mode: SearchMode,
  limit: number,
  params: Params,
): { before: string; fits: string; looked: string | null } {
  switch (mode.kind) {
    case "none":
    case "number":
      return { before: "", fits: "", looked: null };
    case "indexed":
      return {
        before: `found AS MATERIALIZED (${indexedTickets(actor, mode.search, params)}),`,
        fits: "",
        looked: null,
      };
    case "nearby":
      return {
        before: "",
        fits: `WHERE ${nearbyCondition(mode.search, params)}`,
        // Of a whole page nobody asks; and the count reads all of them.
        looked: `CASE WHEN (SELECT count(*) FROM page) > ${limit} THEN ${NEARBY}
          ELSE (SELECT count(*) FROM looked) END`,
      };
    case "candidates":
      return {
        before: `${candidateTickets(actor, mode.search, params)},`,
        fits: `WHERE ${nearbyCondition(mode.search, params)}`,
        looked: "SELECT count(*) FROM candidate_ids",
      };
  }
}

/** A list by status alone, of a usual page size. */
function isPlain(input: ListTicketsInput): boolean {
  return PAGE_LENGTHS.includes(input.limit) && FILTERS.every((name) => input[name] === undefined);
}

/** Where one plan fits all values, and such statements are few: of people who see only some tickets, the first page of the usual order. */
function isPrepared(actor: Actor, input: ListTicketsInput): boolean {
  const isUsual = input.sort === "-updated" && input.cursor === undefined;
  return isPlain(input) && (isUsual || actor.role === "admin" || actor.role === "viewer");
}
