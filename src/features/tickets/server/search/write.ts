import type { Sql } from "@/server/database/database";
import { tsqueryText } from "@/server/search/query";
import { SEARCH_FORM, vectorText } from "@/server/search/vector";
import { searchable } from "@/server/search/searchable";

/** An indexed text, and the weight of a match in it: title before description before comments and file names. */
export interface SearchText {
  /** The ticket's id for title and description, else the comment's or attachment's. */
  subjectId: string;
  kind: "title" | "description" | "comment" | "file";
  organisationId: string;
  ticketId: string;
  internal: boolean;
  text: string;
}

const WEIGHTS = { title: "A", description: "B", comment: "C", file: "D" } as const;

/** A text's search words, weighted by its kind, as a tsvector literal. */
export function vectorOf(kind: SearchText["kind"], text: string): string {
  return vectorText(text, WEIGHTS[kind]);
}

/** Writes the search words of a ticket, comment or file, replacing the earlier ones. */
export async function indexText(tx: Sql, item: SearchText): Promise<void> {
  await tx.query(
    `INSERT INTO search_parts (subject_id, kind, organisation_id, ticket_id, internal, vector, form)
     VALUES ($1, $2, $3, $4, $5, $6::tsvector, $7)
     ON CONFLICT (subject_id, kind) DO UPDATE SET vector = excluded.vector, internal = excluded.internal, form = excluded.form`,
    [
      item.subjectId,
      item.kind,
      item.organisationId,
      item.ticketId,
      item.internal,
      vectorOf(item.kind, item.text),
      SEARCH_FORM,
    ],
  );
}

/** Stores the words of a title, for correcting misspelt words in a search. In order, so that two writers never deadlock. */
export async function rememberWords(tx: Sql, organisationId: string, title: string): Promise<void> {
  await tx.query(
    `${REMEMBER_WORDS} FROM ${wordsSql("$2::text")} AS w(word) WHERE ${IS_WORD} ORDER BY word ON CONFLICT DO NOTHING`,
    [organisationId, title],
  );
}

const REMEMBER_WORDS = "INSERT INTO search_words (organisation_id, word) SELECT DISTINCT $1::uuid, word";
const IS_WORD = "length(word) BETWEEN 4 AND 30";

/** SQL for the set of words in a text, without case and accents; numbers are not corrected. */
export function wordsSql(text: string): string {
  return `regexp_split_to_table(${searchable(text)}, '[^[:alpha:]]+')`;
}

/** Forgets the words of titles that are gone, where no other title has them. The tickets' titles of now have to be indexed before. */
export async function forgetWords(tx: Sql, organisationId: string, titles: readonly string[]): Promise<void> {
  const { rows } = await tx.query<{ word: string }>(
    `SELECT DISTINCT word FROM unnest($1::text[]) AS t(title), ${wordsSql("t.title")} AS w(word) WHERE ${IS_WORD} ORDER BY word`,
    [titles],
  );
  const words = rows.map(({ word }) => word);
  await tx.query(
    `DELETE FROM search_words s USING unnest($2::text[], $3::text[]) AS gone(word, query)
     WHERE s.organisation_id = $1 AND s.word = gone.word AND NOT EXISTS (
       SELECT 1 FROM search_parts p WHERE p.organisation_id = $1 AND p.kind = 'title' AND p.vector @@ gone.query::tsquery)`,
    [
      organisationId,
      words,
      words.map(
        (word) => tsqueryText(word, { isExact: true, shortestBeginning: Number.POSITIVE_INFINITY }) ?? "",
      ),
    ],
  );
}

/** Makes a deleted comment or file impossible to find. */
export async function unindexText(tx: Sql, subjectId: string): Promise<void> {
  await tx.query("DELETE FROM search_parts WHERE subject_id = $1", [subjectId]);
}
