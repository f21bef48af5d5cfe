import { pool, transaction } from "@/server/database";
import type { Actor } from "@/shared/roles";
import { Params, sight, staffSight } from "./read-visible";

const MOST_WORDS = 8;
const TYPO_MATCHES = 200;
const TYPO_SIMILARITY = 0.3;

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
    .map((piece) => (piece.startsWith('"') ? piece.slice(1, -1).split(/\s+/).map(quoteTerm).join(" <-> ") : `${quoteTerm(piece)}:*`))
    .filter((term) => /[\p{L}\p{N}]/u.test(term))
    .slice(0, MOST_WORDS);
  const number = /^#?([1-9]\d{0,8})$/.exec(text.trim())?.[1];
  return { terms, number: number ? Number(number) : null };
}

/** SQL over `t` that is true where the search fits; internal parts count only where `seesInternal`. */
export function searchCondition(search: Search, params: Params, seesInternal: boolean): string {
  const internal = seesInternal ? "" : "AND NOT sp.internal";
  const words = search.terms.map(
    (term) =>
      `SELECT sp.ticket_id FROM search_parts sp WHERE sp.vector @@ to_tsquery('simple', unaccent(lower(${params.add(term)}))) AND sp.organisation_id = t.organisation_id ${internal}`,
  );
  const byWords = words.length > 0 ? words.map((word) => `t.id IN (${word})`).join(" AND ") : "false";
  return search.number === null ? `(${byWords})` : `((${byWords}) OR t.number = ${params.add(search.number)})`;
}

/** Whether anything that the actor may see fits the search as it is written. */
export async function findsAnything(actor: Actor, search: Search): Promise<boolean> {
  const params = new Params();
  const { staff, own } = sight(actor, params);
  const { rows } = await pool().query(
    `SELECT 1 FROM tickets t WHERE t.organisation_id = ${params.add(actor.organisationId)} AND t.deleted_at IS NULL
       AND ((${staff} AND ${searchCondition(search, params, true)}) OR (${own} AND ${searchCondition(search, params, false)})) LIMIT 1`,
    params.values,
  );
  return rows.length > 0;
}

/** Ids of the tickets whose title or file names are most like a text that nothing fits as it is written (typos). */
export async function findSimilar(actor: Actor, text: string): Promise<string[]> {
  return transaction(async (tx) => {
    await tx.query(`SELECT set_config('pg_trgm.word_similarity_threshold', '${TYPO_SIMILARITY}', true)`);
    const params = new Params();
    const words = params.add(text);
    const staff = staffSight(actor, params);
    // A public reader's own tickets are asked for by the list itself: here only internal file names have to stay out.
    const { rows } = await tx.query<{ ticket_id: string }>(
      `SELECT sp.ticket_id FROM search_parts sp JOIN tickets t ON t.id = sp.ticket_id
       WHERE unaccent(lower(${words})) <% sp.words AND sp.organisation_id = ${params.add(actor.organisationId)} AND (NOT sp.internal OR ${staff})
       GROUP BY sp.ticket_id ORDER BY max(word_similarity(unaccent(lower(${words})), sp.words)) DESC LIMIT ${TYPO_MATCHES}`,
      params.values,
    );
    return rows.map((row) => row.ticket_id);
  });
}

function quoteTerm(word: string): string {
  return `'${word.replace(/['\\"]/g, " ").trim()}'`;
}
