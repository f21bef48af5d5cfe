import type { Sql } from "@/server/database";
import { PLANNED_EACH_TIME } from "@/server/prepared-statements";
import { beginningQuery, phraseQuery, searchable } from "@/server/searchable";
import type { Actor } from "@/shared/roles";
import type { Params } from "./read-visible";

const MOST_WORDS = 8;
/** Words as people write them. Shorter ones are like too many others, longer ones like none: the vocabulary's have at most 30 letters. */
const CORRECTED = /^[\p{L}\p{M}\p{N}'’-]{4,40}$/u;
const MOST_SPELLINGS = 3;
/** Words that begin with fewer letters than this are too many to be asked of the index of all texts. */
const SHORTEST_BEGINNING = 3;
/** A word of more parts ("a-b-c-d") is looked for as it stands: each part's beginnings would be looked for by themselves. */
const MOST_PARTS = 6;

/** A word, or several words one after the other. */
export interface SearchTerm {
  text: string;
  isPhrase: boolean;
  /** Words of the vocabulary that are like it, which may stand in its place. */
  spellings: readonly string[];
}

/** What a search box's text asks for. */
export interface Search {
  /** A ticket fits when all of them are found somewhere in it. */
  terms: readonly SearchTerm[];
  /** A ticket's number, when the text is one ("123", "#123"). */
  number: number | null;
}

/** Reads a search box's text: words match by their beginnings, quoted phrases as they stand. */
export function parseSearch(text: string): Search {
  const pieces = text.replace(/[“”„‟″]/g, '"').match(/"[^"]+"|\S+/g) ?? [];
  const terms = pieces
    .map((piece) => ({
      text: piece.replaceAll('"', " ").trim(),
      isPhrase: /^"[^"]+"$/.test(piece),
      spellings: [],
    }))
    .filter((term) => /[\p{L}\p{N}]/u.test(term.text.normalize("NFKC")))
    .slice(0, MOST_WORDS);
  const number = /^#?([1-9]\d{0,8})$/.exec(text.trim())?.[1];
  return { terms, number: number ? Number(number) : null };
}

/** Of tickets in hand (`t`, with the side that the actor sees): whether each word is found somewhere in one, or the number is its own. */
export function nearbyCondition(search: Search, params: Params): string {
  return orNumber(
    allTerms(search, params, "(t.side = 'staff' OR NOT sp.internal)"),
    search,
    params,
    "(SELECT n.number FROM tickets n WHERE n.id = t.id)",
  );
}

/** The same for tickets that are seen on their public side only. */
export function publicCondition(search: Search, params: Params): string {
  return orNumber(allTerms(search, params, "NOT sp.internal"), search, params, "t.number");
}

/** The ids of all tickets that each word is found in, internal texts included: for staff, who then see some of them or not. */
export function indexedTickets(actor: Actor, search: Search, params: Params): string {
  const organisation = params.add(actor.organisationId);
  // Joined by ticket, so that the planner begins with the rarest word and looks the others up in what it found.
  const joins = search.terms.map((_, index) =>
    index === 0 ? "search_parts s0" : `JOIN search_parts s${index} ON s${index}.ticket_id = s0.ticket_id`,
  );
  const fits = search.terms.map((term, index) => `s${index}.vector @@ ${indexedQuery(term, params)}`);
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
export async function correctSearch(actor: Actor, search: Search, sql: Sql): Promise<Search | null> {
  const wanted = search.terms.map(({ text, isPhrase }) => (!isPhrase && CORRECTED.test(text) ? text : ""));
  // All at once: a search is never more than one statement at a time.
  const { rows } = await sql.query<{ index: string; word: string }>(
    `${PLANNED_EACH_TIME} SELECT given.index, like_it.word FROM unnest($2::text[]) WITH ORDINALITY AS given(text, index), LATERAL (
       SELECT w.word FROM search_words w WHERE w.organisation_id = $1 AND w.word % ${searchable("given.text")}
       ORDER BY similarity(w.word, ${searchable("given.text")}) DESC, w.word LIMIT ${MOST_SPELLINGS}) like_it
     WHERE given.text <> ''`,
    [actor.organisationId, wanted],
  );
  const terms = search.terms.map((term, at) => ({
    ...term,
    spellings: rows.filter(({ index }) => Number(index) === at + 1).map(({ word }) => word),
  }));
  return rows.length === 0 ? null : { terms, number: null };
}

/** Looked up ticket by ticket, in subqueries that the planner cannot turn around into reading every text with a common word. */
function allTerms(search: Search, params: Params, readable: string): string {
  const words = search.terms.map(
    (term) =>
      `(SELECT true FROM search_parts sp WHERE sp.ticket_id = t.id AND ${readable} AND sp.vector @@ (SELECT ${nearbyQuery(term, params)}) LIMIT 1)`,
  );
  return words.length === 0 ? "false" : `(${words.join(" AND ")})`;
}

function orNumber(words: string, search: Search, params: Params, column: string): string {
  return search.number === null ? words : `(${words} OR ${column} = ${params.add(search.number)})`;
}

function nearbyQuery(term: SearchTerm, params: Params): string {
  return anySpelling(term, params, term.isPhrase || hasManyParts(term) ? phraseQuery : beginningQuery);
}

function indexedQuery(term: SearchTerm, params: Params): string {
  return anySpelling(
    term,
    params,
    term.isPhrase || hasManyParts(term) || isTooShort(term) ? phraseQuery : beginningQuery,
  );
}

function anySpelling(term: SearchTerm, params: Params, asWritten: (placeholder: string) => string): string {
  const ways = [
    asWritten(params.add(term.text)),
    ...term.spellings.map((word) => phraseQuery(params.add(word))),
  ];
  return ways.length === 1 ? ways.join() : `(${ways.join(" || ")})`;
}

function hasManyParts({ text }: SearchTerm): boolean {
  return (text.match(/[^\p{L}\p{M}\p{N}]+/gu)?.length ?? 0) >= MOST_PARTS;
}

/** Two letters of an alphabet begin a great many words; two characters of Chinese or Japanese are often a word. */
function isTooShort({ text }: SearchTerm): boolean {
  return /^[\u0000-\u05ff]*$/.test(text) && (text.match(/[\p{L}\p{N}]/gu)?.length ?? 0) < SHORTEST_BEGINNING;
}
