import {
  columnsSchema,
  IMPORT_STATES,
  ROW_OUTCOMES,
  rowChangesSchema,
  rowCountsSchema,
  type ImportDto,
  type ImportQuery,
  type ImportRowDto,
  type ImportWithRows,
} from "@/features/people-imports/schema";
import type { Language } from "@/messages/locale";
import { sayStored, say, speak } from "@/messages/server/say";
import { badCursor, decodeCursor, decodeCursorWithId, toPage } from "@/server/api/paging";
import { pool, type Sql } from "@/server/database/database";
import { AppError } from "@/shared/errors";
import { isUuid } from "@/shared/ids";
import type { PageQuery } from "@/shared/paging";
import type { Actor } from "@/shared/roles";
import { fieldsOf } from "./rules-rows";
import { z } from "zod";

interface ImportRecord {
  id: string;
  file_name: string;
  state: string;
  invites: boolean;
  encoding: string;
  delimiter: string;
  columns: unknown;
  total: number;
  plan: unknown;
  done: unknown;
  makes_admins: boolean;
  person_id: string;
  person_name: string;
  created_at: Date;
  started_at: Date | null;
  finished_at: Date | null;
  has_rows: boolean;
}

/** A row of a file as it is stored. */
export interface RowRecord {
  number: number;
  cells: string[];
  outcome: string;
  result: string | null;
  changes: unknown;
  notes: unknown;
  reason: unknown;
}

const COLUMNS = `i.id, i.file_name, i.state, i.invites, i.encoding, i.delimiter, i.columns, i.total, i.plan, i.done, i.makes_admins,
  i.person_id, p.name AS person_name, i.created_at, i.started_at, i.finished_at,
  EXISTS (SELECT 1 FROM people_import_rows r WHERE r.import_id = i.id) AS has_rows`;
const PROBLEM = "(outcome = 'error' OR result = 'error' OR notes <> '[]')";
const storedSentenceSchema = z.object({
  key: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
});

/** The imports of an organisation, the latest first. */
export async function listImports(
  actor: Actor,
  query: PageQuery,
): Promise<{ items: ImportDto[]; nextCursor: string | null }> {
  const after = decodeCursorWithId(query.cursor, 1);
  const { rows } = await pool().query<ImportRecord>(
    `SELECT ${COLUMNS} FROM people_imports i JOIN people p ON p.id = i.person_id
     WHERE i.organisation_id = $1 AND ($2::uuid IS NULL OR i.id < $2) ORDER BY i.id DESC LIMIT $3`,
    [actor.organisationId, after?.[0] ?? null, query.limit + 1],
  );
  return toPage(rows, query.limit, ({ id }) => [id], presentImport);
}

/** One import of the caller's organisation. Throws `not_found`. */
export async function findImport(sql: Sql, actor: Actor, id: string): Promise<ImportDto> {
  const { rows } = isUuid(id)
    ? await sql.query<ImportRecord>(
        `SELECT ${COLUMNS} FROM people_imports i JOIN people p ON p.id = i.person_id WHERE i.organisation_id = $1 AND i.id = $2`,
        [actor.organisationId, id],
      )
    : { rows: [] };
  if (!rows[0]) {
    throw noSuchImport();
  }
  return presentImport(rows[0]);
}

/** An import with a page of its rows, in the reader's language. Throws `not_found`. */
export async function readImport(
  actor: Actor,
  id: string,
  { query, language }: { query: ImportQuery; language: Language },
): Promise<ImportWithRows> {
  const found = await findImport(pool(), actor, id);
  const [after = 0] = decodeCursor(query.cursor, 1) ?? [];
  if (typeof after !== "number" || !Number.isInteger(after) || after < 0 || after > 2 ** 31 - 1) {
    throw badCursor();
  }
  const rows = await readRowsAfter(found.id, {
    after,
    limit: query.limit + 1,
    isProblem: query.rows === "problems",
  });
  return {
    ...found,
    ...toPage(
      rows,
      query.limit,
      ({ number }) => [number],
      (row) => presentRow(row, found.columns, language),
    ),
  };
}

/** Rows of an import behind a line, in their order. */
export async function readRowsAfter(
  importId: string,
  { after, limit, isProblem }: { after: number; limit: number; isProblem: boolean },
): Promise<RowRecord[]> {
  const { rows } = await pool().query<RowRecord>(
    `SELECT number, cells, outcome, result, changes, notes, reason FROM people_import_rows
     WHERE import_id = $1 AND number > $2 ${isProblem ? `AND ${PROBLEM}` : ""} ORDER BY number LIMIT $3`,
    [importId, after, limit],
  );
  return rows;
}

/** Why a row has an error, in somebody's language; null without one. */
export function presentReason(reason: unknown, language: Language): string | null {
  const stored = storedSentenceSchema.safeParse(reason);
  const sentence = stored.success ? sayStored(stored.data.key, stored.data.values) : null;
  return sentence && speak(sentence, language);
}

/** The error for an import that is none of the caller's organisation. */
export function noSuchImport(): AppError {
  return new AppError("not_found", say("refusals.imports.unknown"));
}

function presentImport(row: ImportRecord): ImportDto {
  const done = rowCountsSchema.parse(row.done);
  return {
    id: row.id,
    fileName: row.file_name,
    state: IMPORT_STATES.find((state) => state === row.state) ?? "cancelled",
    invite: row.invites,
    encoding: row.encoding,
    delimiter: row.delimiter,
    columns: columnsSchema.parse(row.columns),
    total: row.total,
    position: done.create + done.change + done.unchanged + done.error,
    plan: rowCountsSchema.parse(row.plan),
    done,
    makesAdmins: row.makes_admins,
    by: { id: row.person_id, name: row.person_name },
    createdAt: row.created_at.toISOString(),
    startedAt: row.started_at?.toISOString() ?? null,
    finishedAt: row.finished_at?.toISOString() ?? null,
    hasRows: row.has_rows,
  };
}

/** Of a long cell its beginning: the file itself has the rest. */
const SHOWN_CHARACTERS = 200;

function presentRow(row: RowRecord, columns: ImportDto["columns"], language: Language): ImportRowDto {
  const fields = fieldsOf(row.cells, columns);
  const cell = (field: "name" | "email" | "role" | "teams" | "language"): string =>
    [...(fields.get(field) ?? "").slice(0, SHOWN_CHARACTERS * 2)].slice(0, SHOWN_CHARACTERS).join("");
  const notes = z.array(z.unknown()).parse(row.notes);
  return {
    number: row.number,
    name: cell("name"),
    email: cell("email"),
    role: cell("role"),
    teams: cell("teams"),
    language: cell("language"),
    outcome: outcomeOf(row.outcome) ?? "error",
    result: outcomeOf(row.result),
    changes: rowChangesSchema.parse(row.changes),
    notes: notes.flatMap((note) => presentReason(note, language) ?? []),
    reason: presentReason(row.reason, language),
  };
}

function outcomeOf(stored: string | null): ImportRowDto["result"] {
  return ROW_OUTCOMES.find((outcome) => outcome === stored) ?? null;
}
