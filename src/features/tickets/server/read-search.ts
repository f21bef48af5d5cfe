import { pool } from "@/server/database";
import type { Actor } from "@/shared/roles";
import type { Params } from "./read-visible";

const MOST_WORDS = 8;
/** Shorter words are like too many others. */
const SHORTEST_CORRECTED = 4;
const MOST_SPELLINGS = 3;

/** What a search box's text asks for. */
export interface Search {
  /** A tsquery for each word or "quoted phrase"; a ticket fits when all of them are found somewhere in it. */
  terms: string[];
  /** A ticket's number, when the text is one ("123", "#123"). */
  number: number | null;
}

/** Reads a search box's text: words match by their beginnings, quoted phrases as they stand. */
export function parseSearch(text: string): Search {
  const pieces = text.match(/"[^"]+"|\S+/g) ?? [];
  const terms = pieces
    .map((piece) =>
      piece.startsWith('"')
        ? piece.slice(1, -1).split(/\s+/).map(quoteTerm).join(" <-> ")
        : `${quoteTerm(piece)}:*`,
    )
    .filter((term) => /[\p{L}\p{N}]/u.test(term))
    .slice(0, MOST_WORDS);
  const number = /^#?([1-9]\d{0,8})$/.exec(text.trim())?.[1];
  return { terms, number: number ? Number(number) : null };
}

/** Of tickets in hand (`t`, with the side that the actor sees): whether each word is found somewhere in one. */
export function nearbyCondition(search: Search, params: Params): string {
  return allTerms(search, params, "(t.side = 'staff' OR NOT sp.internal)");
}

/** The same for tickets that are seen on their public side only; a ticket's own number finds it as well. */
export function publicCondition(search: Search, params: Params): string {
  const words = allTerms(search, params, "NOT sp.internal");
  return search.number === null ? words : `(${words} OR t.number = ${params.add(search.number)})`;
}

/** The ids of all tickets that each word is found in, internal texts included: for staff, who then see some of them or not. */
export function indexedTickets(actor: Actor, search: Search, params: Params): string {
  const organisation = params.add(actor.organisationId);
  // Joined by ticket, so that the planner begins with the rarest word and looks the others up in what it found.
  const joins = search.terms.map((_, index) =>
    index === 0 ? "search_parts s0" : `JOIN search_parts s${index} ON s${index}.ticket_id = s0.ticket_id`,
  );
  const fits = search.terms.map((term, index) => `s${index}.vector @@ ${tsquery(term, params)}`);
  const byWords =
    search.terms.length === 0
      ? []
      : [
          `SELECT DISTINCT s0.ticket_id AS id FROM ${joins.join(" ")} WHERE s0.organisation_id = ${organisation} AND ${fits.join(" AND ")}`,
        ];
  const byNumber =
    search.number === null
      ? []
      : [
          `SELECT n.id FROM tickets n WHERE n.organisation_id = ${organisation} AND n.number = ${params.add(search.number)}`,
        ];
  const parts = [...byWords, ...byNumber];
  return parts.length === 0 ? "SELECT n.id FROM tickets n WHERE false" : parts.join(" UNION ");
}

/** The search with each word also spelt as the titles' words that are most like it; null when there are none. Phrases stay. */
export async function correctSearch(actor: Actor, search: Search): Promise<Search | null> {
  const corrected = await Promise.all(search.terms.map((term) => correctTerm(actor, term)));
  return corrected.some((term, index) => term !== search.terms[index])
    ? { terms: corrected, number: null }
    : null;
}

async function correctTerm(actor: Actor, term: string): Promise<string> {
  const word = /^'([^']+)':\*$/.exec(term)?.[1];
  if (!word || word.length < SHORTEST_CORRECTED) {
    return term;
  }
  const { rows } = await pool().query<{ word: string }>(
    `SELECT w.word FROM search_words w WHERE w.organisation_id = $1 AND w.word % unaccent(lower($2))
     ORDER BY similarity(w.word, unaccent(lower($2))) DESC, w.word LIMIT ${MOST_SPELLINGS}`,
    [actor.organisationId, word],
  );
  return rows.length === 0 ? term : `(${[term, ...rows.map((row) => quoteTerm(row.word))].join(" | ")})`;
}

/** Looked up ticket by ticket, in subqueries that the planner cannot turn around into reading every text with a common word. */
function allTerms(search: Search, params: Params, readable: string): string {
  const words = search.terms.map(
    (term) =>
      `(SELECT true FROM search_parts sp WHERE sp.ticket_id = t.id AND ${readable} AND sp.vector @@ ${tsquery(term, params)} LIMIT 1)`,
  );
  return words.length === 0 ? "false" : `(${words.join(" AND ")})`;
}

function tsquery(term: string, params: Params): string {
  return `to_tsquery('simple', unaccent(lower(${params.add(term)})))`;
}

function quoteTerm(word: string): string {
  return `'${word.replace(/['\\"]/g, " ").trim()}'`;
}
