import { rememberWords } from "@/features/tickets/server/search/write";
import { SEARCH_FORM } from "@/server/search/vector";
import type { Sql } from "@/server/database/database";
import { TABLES, type Columns, type SeedRow, type SeedTable } from "./tables";

const BATCH = 4_000;

/** Inserts rows, thousands with one statement: each batch travels as one JSON value. */
export async function insertRows<T extends SeedTable>(
  sql: Sql,
  table: T,
  rows: readonly SeedRow<T>[],
): Promise<void> {
  const columns: Columns = TABLES[table];
  const keys = Object.keys(columns);
  const names = keys.join(", ");
  const typed = Object.entries(columns)
    .map(([name, type]) => `${name} ${type}`)
    .join(", ");
  const picked = rows.map((row) =>
    Object.fromEntries(Object.entries(row).filter(([key]) => keys.includes(key))),
  );
  await inBatches(picked, (batch) =>
    sql.query(
      `INSERT INTO ${table} (${names}) SELECT ${names} FROM jsonb_to_recordset($1::jsonb) AS r(${typed})`,
      [batch],
    ),
  );
}

/** What a text is found by; as features/tickets/server/search/write.ts writes it, many at once. */
export interface SearchPart {
  subject_id: string;
  kind: "title" | "description" | "comment" | "file";
  organisation_id: string;
  ticket_id: string;
  internal: boolean;
  /** As a tsvector is written. */
  vector: string;
}

/** Makes texts findable. */
export async function insertSearchParts(sql: Sql, parts: readonly SearchPart[]): Promise<void> {
  await inBatches(parts, (batch) =>
    sql.query(
      `INSERT INTO search_parts (subject_id, kind, organisation_id, ticket_id, internal, vector, form)
       SELECT subject_id, kind, organisation_id, ticket_id, internal, vector::tsvector, ${SEARCH_FORM}
       FROM jsonb_to_recordset($1::jsonb)
         AS r(subject_id uuid, kind text, organisation_id uuid, ticket_id uuid, internal boolean, vector text)`,
      [batch],
    ),
  );
}

/** Remembers the titles' words, for correcting what is misspelt in a search. */
export async function insertSearchWords(
  sql: Sql,
  organisationId: string,
  titles: readonly string[],
): Promise<void> {
  await rememberWords(sql, organisationId, titles.join(" "));
}

async function inBatches<T>(rows: readonly T[], send: (batch: string) => Promise<unknown>): Promise<void> {
  for (let start = 0; start < rows.length; start += BATCH) {
    await send(JSON.stringify(rows.slice(start, start + BATCH)));
  }
}
