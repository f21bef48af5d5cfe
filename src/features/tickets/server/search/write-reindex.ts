import { setImmediate } from "node:timers/promises";
import { transaction, type Sql } from "@/server/database/database";
import type { Job } from "@/server/jobs/jobs";
import { SEARCH_FORM } from "@/server/search/vector";
import { vectorOf, type SearchText } from "./write";

const EVERY_MILLISECONDS = 2_000;
/** A run ends after this, so that a process that is stopped does not wait for it. */
const RUN_MILLISECONDS = 1_500;
/** Once all rows have the present form, rows that an older process wrote meanwhile are looked for again. */
const REST_MILLISECONDS = 30 * 60_000;
const BATCH = 100;
/** The pause after a batch, for other work: a batch of long texts takes a second to read. */
const TURN_MILLISECONDS = 5;

/** The progress of a walk through all indexed rows; it begins with the newest. */
export interface ReindexProgress {
  before: { subjectId: string; kind: string } | null;
  isDone: boolean;
}

interface Part {
  subject_id: string;
  kind: SearchText["kind"];
  text: string | null;
}

/** Reindexes rows that were indexed in an older form, the newest first. Each row stores its form, so it resumes after any interruption. */
export const reindexJob: Job = {
  name: "index texts anew",
  everyMilliseconds: EVERY_MILLISECONDS,
  run: reindexInTurns(),
};

/** Short runs one after the other, and then a long pause. */
function reindexInTurns(): () => Promise<number> {
  let walk: ReindexProgress = { before: null, isDone: false };
  let restsUntil = 0;
  return async () => {
    if (Date.now() < restsUntil) {
      return 0;
    }
    const ends = Date.now() + RUN_MILLISECONDS;
    let count = 0;
    while (!walk.isDone && Date.now() < ends) {
      const step = await reindexBatch(walk);
      count += step.count;
      walk = step.walk;
    }
    if (walk.isDone) {
      walk = { before: null, isDone: false };
      restsUntil = Date.now() + REST_MILLISECONDS;
    }
    return count;
  };
}

/** Indexes a few rows of an older form, from the progress of a walk; returns how many, and the new progress. */
export async function reindexBatch(
  walk: ReindexProgress,
  batch = BATCH,
): Promise<{ count: number; walk: ReindexProgress }> {
  return await transaction(async (tx) => {
    // Rows that are being written are skipped: they have the present form afterwards.
    const { rows } = await tx.query<Part>(
      `WITH old AS (
         SELECT s.subject_id, s.kind FROM search_parts s
         WHERE s.form < $1 AND ($2::uuid IS NULL OR (s.subject_id, s.kind) < ($2::uuid, $3::text))
         ORDER BY s.subject_id DESC, s.kind DESC LIMIT ${batch} FOR UPDATE SKIP LOCKED)
       SELECT old.subject_id, old.kind, CASE old.kind
         WHEN 'title' THEN (SELECT t.title FROM tickets t WHERE t.id = old.subject_id)
         WHEN 'description' THEN (SELECT x.description FROM ticket_texts x WHERE x.ticket_id = old.subject_id)
         WHEN 'comment' THEN (SELECT c.body FROM comments c WHERE c.id = old.subject_id)
         ELSE (SELECT a.name FROM attachments a WHERE a.id = old.subject_id) END AS text
       FROM old ORDER BY old.subject_id DESC, old.kind DESC`,
      [SEARCH_FORM, walk.before?.subjectId ?? null, walk.before?.kind ?? null],
    );
    await writeVectors(tx, rows);
    const last = rows.at(-1);
    return {
      count: rows.length,
      walk: last
        ? { before: { subjectId: last.subject_id, kind: last.kind }, isDone: false }
        : { before: null, isDone: true },
    };
  });
}

async function writeVectors(tx: Sql, rows: readonly Part[]): Promise<void> {
  await tx.query(
    `UPDATE search_parts s SET vector = new.vector::tsvector, form = $4
     FROM unnest($1::uuid[], $2::text[], $3::text[]) AS new(subject_id, kind, vector)
     WHERE s.subject_id = new.subject_id AND s.kind = new.kind`,
    [rows.map((row) => row.subject_id), rows.map((row) => row.kind), await readVectors(rows), SEARCH_FORM],
  );
}

async function readVectors(rows: readonly Part[]): Promise<string[]> {
  const vectors: string[] = [];
  let began = performance.now();
  for (const row of rows) {
    if (performance.now() - began > TURN_MILLISECONDS) {
      await setImmediate();
      began = performance.now();
    }
    vectors.push(vectorOf(row.kind, row.text ?? ""));
  }
  return vectors;
}
