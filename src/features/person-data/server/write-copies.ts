import { z } from "zod";
import type { Transaction } from "@/server/database/database";
import { emit } from "@/server/event-log/emit";
import type { Erasure, Piece } from "./read-task";
import { escapeLike, REDACTED } from "./rules-redact";

/** Rows that have their turn in one transaction: they are read whole. */
const BATCH = 500;

/** Rows of imported files in which the person stands: their cells are emptied. */
export async function eraseImportedRows(tx: Transaction, erasure: Erasure): Promise<Piece> {
  const { organisationId, redactor, known } = erasure;
  const [importId, number] = erasure.position?.split(" ") ?? [null, null];
  const { rows } = await tx.query<{ import_id: string; number: number; cells: string[] }>(
    `SELECT import_id, number, cells FROM people_import_rows
     WHERE organisation_id = $1 AND cells::text ILIKE ANY($2) AND ($3::uuid IS NULL OR (import_id, number) > ($3::uuid, $4::int))
     ORDER BY import_id, number LIMIT ${BATCH}`,
    [organisationId, [...redactor.patterns, ...namePatterns(known.names)], importId, number],
  );
  const theirs = rows.filter(({ cells }) =>
    cells.some((cell) => redactor.isName(cell) || redactor.text(cell) !== cell),
  );
  await tx.query(
    `UPDATE people_import_rows r SET changes = '[]', notes = '[]', reason = NULL,
       cells = (SELECT coalesce(jsonb_agg(''::text), '[]'::jsonb) FROM jsonb_array_elements(r.cells))
     FROM jsonb_to_recordset($1::jsonb) AS given (import_id uuid, number int)
     WHERE r.import_id = given.import_id AND r.number = given.number`,
    [JSON.stringify(theirs.map(({ import_id, number: line }) => ({ import_id, number: line })))],
  );
  const last = rows.length < BATCH ? undefined : rows.at(-1);
  return { handled: theirs.length, position: last ? `${last.import_id} ${last.number}` : null };
}

/** Answers that are kept for a day to be given again: of those in which the person stands only that they were given stays, so that nothing is done twice. */
export async function eraseAnswers(tx: Transaction, erasure: Erasure): Promise<Piece> {
  const { organisationId, personId, redactor } = erasure;
  const { rowCount } = await tx.query(
    `UPDATE idempotency_keys SET response = '{"erased": true}' WHERE ctid = ANY(ARRAY(
       SELECT k.ctid FROM idempotency_keys k JOIN people p ON p.id = k.person_id AND p.organisation_id = $1
       WHERE k.response::text ILIKE ANY($2) LIMIT ${BATCH}))`,
    [organisationId, [`%${personId}%`, ...redactor.patterns]],
  );
  return { handled: rowCount ?? 0, position: rowCount === BATCH ? "again" : null };
}

/**
 * What webhooks were sent of the person, or about their tickets, and how it was answered: only that it was sent stays. What is
 * sent again is written anew, by what stands there then.
 */
export async function eraseDeliveries(tx: Transaction, erasure: Erasure): Promise<Piece> {
  const { organisationId, personId, redactor, known, position } = erasure;
  const { rows } = await tx.query<{ last: string | null; count: number; erased: number }>(
    `WITH looked AS (
       SELECT id FROM webhook_deliveries WHERE organisation_id = $1 AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT ${BATCH}),
     erased AS (
       UPDATE webhook_deliveries d SET body = NULL, answer = NULL
       FROM looked WHERE d.id = looked.id AND (d.body IS NOT NULL OR d.answer IS NOT NULL)
         AND (d.body ILIKE ANY($4) OR d.answer ILIKE ANY($4)
           OR EXISTS (SELECT 1 FROM tickets t WHERE t.id = d.ticket_id AND t.requester_id = $3))
       RETURNING d.id)
     SELECT (SELECT id::text FROM looked ORDER BY looked.id DESC LIMIT 1) AS last, (SELECT count(*)::int FROM looked) AS count,
       (SELECT count(*)::int FROM erased) AS erased`,
    [
      organisationId,
      position,
      personId,
      [`%${personId}%`, ...redactor.patterns, ...namePatterns(known.names)],
    ],
  );
  const { last = null, count = 0, erased = 0 } = rows[0] ?? {};
  return { handled: erased, position: count < BATCH ? null : last };
}

/** Mails to others: of their sentences the person's name and addresses go, and where texts go the titles of the person's tickets. */
export async function eraseInMails(tx: Transaction, erasure: Erasure): Promise<Piece> {
  const { organisationId, personId, redactor, hasTexts, position } = erasure;
  const { rows } = await tx.query<{ id: string; content: unknown; error: unknown }>(
    `SELECT id, content, error FROM outgoing_mails WHERE organisation_id = $1 AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT ${BATCH}`,
    [organisationId, position],
  );
  const numbers = hasTexts ? await readOwnNumbers(tx, { organisationId, personId }, rows) : new Set<string>();
  const changed = rows.flatMap(({ id, content, error }) => {
    const titled = withoutTitles(content, numbers);
    const redacted = redactor.value(titled) ?? titled;
    const told = redactor.value(error) ?? error;
    return same(redacted, content) && same(told, error) ? [] : [{ id, content: redacted, error: told }];
  });
  await tx.query(
    `UPDATE outgoing_mails m SET content = given.content, error = given.error
     FROM jsonb_to_recordset($1::jsonb) AS given (id uuid, content jsonb, error jsonb) WHERE m.id = given.id`,
    [JSON.stringify(changed)],
  );
  return { handled: changed.length, position: rows.length < BATCH ? null : (rows.at(-1)?.id ?? null) };
}

/** Notices that name the person, or tell of tries to sign in as them: they are over. */
export async function eraseInNotices(tx: Transaction, erasure: Erasure): Promise<Piece> {
  const { organisationId, personId, redactor, known, position } = erasure;
  const { rows } = await tx.query<{
    id: string;
    message: string;
    sentence: unknown;
    dedupe_key: string | null;
  }>(
    `SELECT id, message, sentence, dedupe_key FROM notices
     WHERE organisation_id = $1 AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT ${BATCH}`,
    [organisationId, position],
  );
  let handled = 0;
  for (const { id, message, sentence, dedupe_key: key } of rows) {
    const redacted = redactor.value(sentence);
    const isAbout = key !== null && (redactor.text(key) !== key || key.includes(personId));
    const text = redactor.text(redacted === null ? message : withoutNames(message, known.names));
    if (redacted === null && !isAbout && text === message) {
      continue;
    }
    handled += 1;
    await tx.query(
      `UPDATE notices SET message = $2, sentence = $3, dedupe_key = CASE WHEN $4 THEN NULL ELSE dedupe_key END,
         ended_at = CASE WHEN $4 THEN coalesce(ended_at, now()) ELSE ended_at END,
         ends_at = CASE WHEN $4 THEN NULL ELSE ends_at END WHERE id = $1`,
      [id, text, JSON.stringify(redacted ?? sentence), isAbout],
    );
    await emit(tx, {
      type: "notice:changed",
      organisationId,
      actorId: null,
      subjectId: id,
      data: { noticeId: id },
    });
  }
  return { handled, position: rows.length < BATCH ? null : (rows.at(-1)?.id ?? null) };
}

const sentenceSchema = z.object({ values: z.looseObject({ number: z.coerce.string(), title: z.string() }) });

/** Of the tickets that mails name by their numbers, those of the person. */
async function readOwnNumbers(
  tx: Transaction,
  { organisationId, personId }: { organisationId: string; personId: string },
  rows: readonly { content: unknown }[],
): Promise<Set<string>> {
  const named = rows.flatMap(({ content }) => sentencesOf(content).map(({ number }) => number));
  const { rows: own } = await tx.query<{ number: string }>(
    "SELECT number::text FROM tickets WHERE organisation_id = $1 AND requester_id = $2 AND number = ANY($3::int[])",
    [organisationId, personId, [...new Set(named)].filter((number) => /^\d{1,9}$/.test(number))],
  );
  return new Set(own.map(({ number }) => number));
}

/** The numbers and titles of tickets that stand in the sentences of a mail. */
function sentencesOf(content: unknown): { number: string; title: string }[] {
  const found = sentenceSchema.safeParse(content).data;
  const inside = typeof content === "object" && content !== null ? Object.values(content) : [];
  return found ? [found.values] : inside.flatMap(sentencesOf);
}

function withoutTitles(content: unknown, numbers: ReadonlySet<string>): unknown {
  const found = sentenceSchema.safeParse(content).data;
  if (found && numbers.has(found.values.number)) {
    return { ...z.looseObject({}).parse(content), values: { ...found.values, title: REDACTED } };
  }
  if (Array.isArray(content)) {
    return content.map((one: unknown) => withoutTitles(one, numbers));
  }
  return typeof content === "object" && content !== null
    ? Object.fromEntries(Object.entries(content).map(([key, one]) => [key, withoutTitles(one, numbers)]))
    : content;
}

function withoutNames(text: string, names: readonly string[]): string {
  return names.reduce((left, name) => (name === "" ? left : left.replaceAll(name, REDACTED)), text);
}

function namePatterns(names: readonly string[]): string[] {
  return names.map((name) => `%${escapeLike(JSON.stringify(name).slice(1, -1))}%`);
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
