import type { Sql } from "@/server/database/database";
import { PLANNED_EACH_TIME } from "@/server/database/prepared-statements";
import { tsqueryText } from "@/server/search/query";
import { searchable } from "@/server/search/searchable";
import type { Actor } from "@/shared/roles";
import { estimateTexts } from "./read-estimates";
import { NOBODY, readRequesters, requesterCondition, type Requesters } from "./read-requesters";
import type { Search, SearchTerm } from "./read-text";
import type { Params } from "@/server/database/params";

/** The length of words that are corrected. Shorter ones are similar to too many, longer ones to none: the vocabulary's have at most 30 letters. */
const CORRECTED = /^[\p{L}\p{M}\p{N}'’-]{4,40}$/u;
const MOST_SPELLINGS = 3;
/** A prefix of fewer letters than this matches too many words for the index of all texts. */
const SHORTEST_BEGINNING = 3;

/** The most words that are searched in the requester's name and in the texts in every combination. */
const MOST_OF_REQUESTERS = 4;

/** A word in so many texts is rare: all tickets with it are looked at before others. PostgreSQL's guess may be old, so that has a bound. */
const RARE = 1_000;
const MOST_CANDIDATES = 4_000;

/** A search whose words have been looked up among the requesters and in PostgreSQL's statistics. The words are in the order in which a ticket is asked for them. */
export interface PreparedSearch extends Search {
  requesters: readonly Requesters[];
  /** The word whose tickets are few; null where all are frequent, or too short for the index of all texts. */
  rarest: number | null;
}

/** Looks a search's words up among the requesters' names and addresses, and puts the rarest first. */
export async function prepareSearch(actor: Actor, search: Search, sql: Sql): Promise<PreparedSearch> {
  return await inOrder({ ...search, requesters: await readRequesters(actor, search, sql) }, sql);
}

async function inOrder(
  search: Search & { requesters: readonly Requesters[] },
  sql: Sql,
): Promise<PreparedSearch> {
  const estimates = await estimateTexts(
    search.terms.map((term) => queryText(term, SHORTEST_BEGINNING)),
    sql,
  );
  const words = search.terms
    .map((term, at) => ({
      term,
      requesters: search.requesters[at] ?? NOBODY,
      estimate: estimates[at] ?? Number.POSITIVE_INFINITY,
    }))
    .sort((one, other) => one.estimate - other.estimate);
  const rarest = words.findIndex(
    ({ term, requesters, estimate }) =>
      estimate <= RARE && !requesters.areMany && queryText(term, 1) === queryText(term, SHORTEST_BEGINNING),
  );
  return {
    ...search,
    terms: words.map(({ term }) => term),
    requesters: words.map(({ requesters }) => requesters),
    rarest: rarest === -1 ? null : rarest,
  };
}

/**
 * Common table expressions for the tickets in which the rarest word is found, internal texts included, as `candidates`: who may see them, and
 * whether the other words are in them, is asked of each. `candidate_ids` has more than MOST_CANDIDATES rows where these are not all of them.
 */
export function candidateTickets(actor: Actor, search: PreparedSearch, params: Params): string {
  const organisation = params.add(actor.organisationId);
  const at = search.rarest ?? 0;
  const term = search.terms[at];
  const person = term ? byRequester(search, term, at, params) : null;
  const texts = `SELECT sp.ticket_id AS id FROM search_parts sp WHERE sp.organisation_id = ${organisation} AND ${term ? `sp.vector @@ ${indexedQuery(term, params)}` : "false"}`;
  const ways = [
    texts,
    ...(person === null
      ? []
      : [
          `SELECT t.id FROM tickets t WHERE t.organisation_id = ${organisation} AND t.deleted_at IS NULL AND ${person}`,
        ]),
  ];
  return `candidate_ids AS MATERIALIZED (${ways.map((way) => `(${way} LIMIT ${MOST_CANDIDATES + 1})`).join(" UNION ALL ")}),
    candidates AS MATERIALIZED (SELECT t.* FROM tickets t WHERE t.id IN (SELECT c.id FROM candidate_ids c))`;
}

/** Whether so many candidates are all that there are. */
export function areAllCandidates(count: number): boolean {
  return count <= MOST_CANDIDATES;
}

/** A condition on tickets that were read already (`t`, with the actor's audience): each word is found somewhere in the ticket. */
export function nearbyCondition(search: PreparedSearch, params: Params): string {
  return allTerms(search, (term, requesters) => {
    const known = requesterCondition(term, requesters, params, { audience: "staff", isEach: true });
    const named = requesterCondition(term, requesters, params, { audience: "public", isEach: true });
    return [
      known === null ? null : `(t.audience = 'staff' AND ${known})`,
      named === null ? null : `(t.audience <> 'staff' AND ${named})`,
      inParts(term, params, "(t.audience = 'staff' OR NOT sp.internal)"),
    ];
  });
}

/** The same for tickets of which the actor sees only the public part. */
export function publicCondition(search: PreparedSearch, params: Params): string {
  return allTerms(search, (term, requesters) => [
    requesterCondition(term, requesters, params, { audience: "public", isEach: true }),
    inParts(term, params, "NOT sp.internal"),
  ]);
}

/** The same for tickets that staff see, `t.id` being looked up in `found`, which holds `indexedTickets`. */
export function staffCondition(search: PreparedSearch, params: Params): string {
  const byPerson = search.requesters.every(({ areMany }) => areMany)
    ? search.terms.flatMap((term, at) => byRequester(search, term, at, params) ?? [])
    : [];
  return byPerson.length === 0
    ? "t.id IN (SELECT found.id FROM found)"
    : `(t.id IN (SELECT found.id FROM found) OR (${byPerson.join(" AND ")}))`;
}

/** The ids of all tickets in which each word is found, internal texts included: for staff; the caller filters what they may see. */
export function indexedTickets(actor: Actor, search: PreparedSearch, params: Params): string {
  const organisation = params.add(actor.organisationId);
  // Joined by ticket, so that the planner begins with the rarest word and looks the others up among its tickets.
  const joins = search.terms.map((_, index) =>
    index === 0 ? "search_parts s0" : `JOIN search_parts s${index} ON s${index}.ticket_id = s0.ticket_id`,
  );
  const fits = search.terms.map((term, index) => `s${index}.vector @@ ${indexedQuery(term, params)}`);
  return [
    `SELECT DISTINCT s0.ticket_id AS id FROM ${joins.join(" ")} WHERE s0.organisation_id = ${organisation} AND ${fits.join(" AND ")}`,
    ...choices(search).map((chosen) => ofRequesters(search, chosen, organisation, params)),
  ].join(" UNION ");
}

/** Each way to split the words between the requester's name and the texts, so that the planner can begin with the rarest. */
function choices(search: PreparedSearch): number[][] {
  const ofSome = search.requesters
    .map(({ known, areMany }, at) => ({ at, count: known.length, areMany }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => a.count - b.count)
    .slice(0, MOST_OF_REQUESTERS);
  const all = ofSome.reduce<(typeof ofSome)[]>(
    (sets, one) => [...sets, ...sets.map((set) => [...set, one])],
    [[]],
  );
  return all
    .filter((set) => set.length > 0)
    .filter((set) => set.length < search.terms.length || !set.every(({ areMany }) => areMany))
    .map((set) => set.map(({ at }) => at));
}

/** Tickets whose requester the chosen words match, and whose texts the others. */
function ofRequesters(
  search: PreparedSearch,
  chosen: readonly number[],
  organisation: string,
  params: Params,
): string {
  const joins: string[] = [];
  const fits = search.terms.map((term, at) => {
    if (chosen.includes(at)) {
      return byRequester(search, term, at, params) ?? "false";
    }
    joins.push(`JOIN search_parts s${at} ON s${at}.ticket_id = t.id`);
    return `s${at}.vector @@ ${indexedQuery(term, params)}`;
  });
  return `SELECT t.id FROM tickets t ${joins.join(" ")} WHERE t.organisation_id = ${organisation} AND t.deleted_at IS NULL AND ${fits.join(" AND ")}`;
}

function byRequester(search: PreparedSearch, term: SearchTerm, at: number, params: Params): string | null {
  const requesters = search.requesters[at];
  return requesters
    ? requesterCondition(term, requesters, params, { audience: "staff", isEach: false })
    : null;
}

/** The search with each word also spelt as the most similar words of titles; null when there are none. Phrases stay. */
export async function correctSearch(
  actor: Actor,
  search: PreparedSearch,
  sql: Sql,
): Promise<PreparedSearch | null> {
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
  return rows.length === 0 ? null : await inOrder({ ...search, terms }, sql);
}

function allTerms(
  search: PreparedSearch,
  waysOf: (term: SearchTerm, requesters: Requesters) => (string | null)[],
): string {
  const words = search.terms.map((term, at) => {
    const ways = waysOf(term, search.requesters[at] ?? NOBODY);
    return `(${ways.filter((way) => way !== null).join(" OR ")})`;
  });
  return words.length === 0 ? "false" : `(${words.join(" AND ")})`;
}

/** Looked up ticket by ticket, in subqueries that the planner cannot rewrite into reading every text with a common word. */
function inParts(term: SearchTerm, params: Params, readable: string): string {
  return `(SELECT true FROM search_parts sp WHERE sp.ticket_id = t.id AND ${readable} AND sp.vector @@ ${queryOf(term, params, 1)} LIMIT 1)`;
}

function indexedQuery(term: SearchTerm, params: Params): string {
  return queryOf(term, params, SHORTEST_BEGINNING);
}

function queryOf(term: SearchTerm, params: Params, shortestBeginning: number): string {
  return `${params.add(queryText(term, shortestBeginning))}::tsquery`;
}

function queryText(term: SearchTerm, shortestBeginning: number): string {
  const ways = [
    tsqueryText(term.text, { isExact: term.isPhrase, shortestBeginning }),
    ...term.spellings.map((word) => tsqueryText(word, { isExact: true, shortestBeginning })),
  ];
  return ways.filter((way) => way !== null).join(" | ");
}
