import type { ListTicketsInput } from "@/features/tickets/schema";
import type { Sql } from "@/server/database/database";
import { isStaffRole, type Actor } from "@/shared/roles";
import {
  correctSearch,
  prepareSearch,
  publicCondition,
  staffCondition,
  type PreparedSearch,
} from "@/features/tickets/server/search/read";
import { parseSearch } from "@/features/tickets/server/search/read-text";
import type { Params } from "@/server/database/params";

/** How a search is carried out; `none` where the list is not searched. */
export type SearchMode =
  | { kind: "none" }
  /** Looks at the tickets with the rarest word, which are few. */
  | { kind: "candidates"; search: PreparedSearch }
  /** Scans the first tickets in the list's order: finds common words at once. */
  | { kind: "nearby"; search: PreparedSearch }
  /** Uses the index of all texts: finds rare words at once. */
  | { kind: "indexed"; search: PreparedSearch }
  /** The ticket whose number was typed. */
  | { kind: "number"; number: number };

/** The result of one of these ways. */
export interface Found<Row> {
  rows: Row[];
  /** Whether there was nothing more to look at. */
  isExhausted: boolean;
}

/**
 * How many tickets in the list's order a search scans before it uses the index. In all: of each status alone the results
 * would not be the first ones, where those of one status end before those of another.
 */
export const NEARBY = 2_000;

/** A searched page, and one row more where there are more. */
interface SearchedRows<Row> {
  /** The ticket whose number was typed: it comes before all others, in any order, on the first page. */
  first: Row[];
  rows: Row[];
}

/**
 * Reads a page of tickets that match the text as typed, after the ticket whose number was typed; when nothing
 * matches, of tickets that match the most similar words.
 */
export async function findRows<Row>(
  actor: Actor,
  input: ListTicketsInput,
  sql: Sql,
  read: (input: ListTicketsInput, mode: SearchMode) => Promise<Found<Row>>,
): Promise<SearchedRows<Row>> {
  const wanted = await prepareSearch(actor, parseSearch(input.q ?? ""), sql);
  const fromStart = { ...input, cursor: undefined };
  const { number } = wanted;
  const first = number === null ? [] : (await read(fromStart, { kind: "number", number })).rows;
  const rows = await search(actor, input, wanted, read);
  if (input.cursor === undefined && first.length + rows.length > 0) {
    return { first, rows };
  }
  if (
    first.length + rows.length > 0 ||
    (input.cursor !== undefined && (await search(actor, fromStart, wanted, read)).length > 0)
  ) {
    return { first: [], rows };
  }
  const corrected = await correctSearch(actor, wanted, sql);
  return { first: [], rows: corrected ? await search(actor, input, corrected, read) : [] };
}

async function search<Row>(
  actor: Actor,
  input: ListTicketsInput,
  wanted: PreparedSearch,
  read: (input: ListTicketsInput, mode: SearchMode) => Promise<Found<Row>>,
): Promise<Row[]> {
  if (wanted.terms.length === 0) {
    // The query has only punctuation, which matches no text.
    return [];
  }
  for (const kind of waysOf(actor, wanted)) {
    const { rows, isExhausted } = await read(input, { kind, search: wanted });
    if (isExhausted || (kind === "nearby" && rows.length > input.limit)) {
      return rows;
    }
  }
  return (await read(input, { kind: "indexed", search: wanted })).rows;
}

/** What is tried before the index of all texts. Of most requesters all tickets are nearby. */
function waysOf(actor: Actor, { rarest }: PreparedSearch): ("candidates" | "nearby")[] {
  if (rarest === null) {
    return ["nearby"];
  }
  return isStaffRole(actor.role) ? ["candidates", "nearby"] : ["nearby", "candidates"];
}

/** The search's condition for a ticket `t`; the ticket whose number was typed came first already. */
export function searchConditions(mode: SearchMode, params: Params, audience: "staff" | "public"): string[] {
  switch (mode.kind) {
    case "none":
      return [];
    case "number":
      return [`t.number = ${params.add(mode.number)}`];
    case "candidates":
    case "nearby":
      return butNumber(mode.search, params);
    case "indexed":
      return [
        (audience === "staff" ? staffCondition : publicCondition)(mode.search, params),
        ...butNumber(mode.search, params),
      ];
  }
}

function butNumber({ number }: PreparedSearch, params: Params): string[] {
  return number === null ? [] : [`t.number <> ${params.add(number)}`];
}
