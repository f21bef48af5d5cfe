import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pool } from "@/server/database/database";
import type { TestFiles } from "../files";

/** A column of the database, as its catalogue has it. */
export interface CatalogueColumn {
  table: string;
  column: string;
  /** The name of its type, such as "text", "jsonb" or "_text". */
  type: string;
  isGenerated: boolean;
  /** The table that it refers to. */
  refersTo: string | null;
}

/** Types that can hold what somebody wrote or is called. */
const TEXT_TYPES = [
  "text",
  "varchar",
  "bpchar",
  "citext",
  "json",
  "jsonb",
  "tsvector",
  "bytea",
  "xml",
  "_text",
  "_varchar",
];

/** Every column of every table that is not PostgreSQL's own. */
export async function readCatalogue(): Promise<CatalogueColumn[]> {
  const { rows } = await pool().query<CatalogueColumn>(
    `SELECT format(CASE WHEN n.nspname = 'public' THEN '%2$s' ELSE '%1$s.%2$s' END, n.nspname, c.relname) AS table,
       a.attname AS column, t.typname AS type, a.attgenerated <> '' AS "isGenerated",
       (SELECT r.relname FROM pg_constraint f JOIN pg_class r ON r.oid = f.confrelid
        WHERE f.conrelid = c.oid AND f.contype = 'f' AND f.conkey = ARRAY[a.attnum] LIMIT 1) AS "refersTo"
     FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_type t ON t.oid = a.atttypid
     WHERE c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped
       AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg_%' AND c.relname <> '_prisma_migrations'
     ORDER BY 1, 2`,
  );
  return rows;
}

/** Whether a column can hold what somebody wrote or is called. */
export function holdsTexts({ type }: CatalogueColumn): boolean {
  return TEXT_TYPES.includes(type);
}

/** Where these words stand, of all columns that can hold a text and of all stored files: "table.column: word" and "files: word", sorted. */
export async function findWords(words: readonly string[], files: TestFiles): Promise<string[]> {
  const found: string[] = [];
  const all = (await readCatalogue()).filter(holdsTexts);
  for (const table of new Set(all.map((one) => one.table))) {
    const columns = all.filter((one) => one.table === table);
    const tests = columns.map(({ column, type }) => {
      const text = type === "bytea" ? `encode(t."${column}", 'escape')` : `t."${column}"::text`;
      return `CASE WHEN bool_or(${text} ILIKE '%' || w.word || '%') THEN '${column}' END`;
    });
    const { rows } = await pool().query<{ word: string; columns: string[] }>(
      `SELECT w.word, array_remove(ARRAY[${tests.join(", ")}], NULL) AS columns FROM unnest($1::text[]) AS w(word), ${table} t GROUP BY w.word`,
      [words],
    );
    found.push(
      ...rows.flatMap(({ word, columns: named }) => named.map((column) => `${table}.${column}: ${word}`)),
    );
  }
  for (const path of await files.list()) {
    const bytes = await readFile(join(files.root(), path));
    found.push(...words.filter((word) => bytes.includes(word)).map((word) => `files: ${word}`));
  }
  return [...new Set(found)].sort();
}

/**
 * Puts a row into a table that is a person's, with this text in every column that can hold one: by the catalogue alone, so that a new column has
 * it, too. `ids` are of what the row may refer to, by table.
 */
export async function plantRow(
  table: string,
  { text, ids, column: owner }: { text: string; ids: Readonly<Record<string, string>>; column: string },
): Promise<void> {
  const columns = (await readCatalogue()).filter((one) => one.table === table && !one.isGenerated);
  const values = columns.map((column) => valueFor(column, owner, text, ids));
  await pool().query(
    `INSERT INTO ${table} (${columns.map(({ column }) => `"${column}"`).join(", ")}) VALUES (${columns.map((_, index) => `$${index + 1}`).join(", ")})`,
    values,
  );
}

function valueFor(
  { table, column, type, refersTo }: CatalogueColumn,
  owner: string,
  text: string,
  ids: Readonly<Record<string, string>>,
): unknown {
  if (column === owner) {
    return ids["people"];
  }
  switch (type) {
    case "uuid":
      return refersTo === null ? randomUUID() : (ids[refersTo] ?? null);
    case "json":
    case "jsonb":
      return JSON.stringify({ text });
    case "_text":
      return [text];
    case "bytea":
      return Buffer.from(text);
    case "timestamptz":
      return new Date();
    case "int2":
    case "int4":
    case "int8":
      return 1;
    case "bool":
      return false;
    case "text":
      return text;
    default:
      throw new Error(`${table}.${column} is of the type ${type}: say here what a test puts into it.`);
  }
}

/** Everything that an organisation has, as one text: two of the same are the same. */
export async function snapshotOf(organisationId: string): Promise<string> {
  const tables = (await readCatalogue()).filter(({ column }) => column === "organisation_id");
  const parts: string[] = [];
  for (const { table } of tables) {
    const { rows } = await pool().query<{ all: string | null }>(
      `SELECT string_agg(t::text, E'\\n' ORDER BY t::text) AS all FROM ${table} t WHERE organisation_id = $1`,
      [organisationId],
    );
    parts.push(`${table}: ${rows[0]?.all ?? ""}`);
  }
  return parts.join("\n");
}
