import {
  columnsSchema,
  rowChangesSchema,
  rowCountsSchema,
  type Columns,
  type RowCounts,
  type RowOutcome,
} from "@/features/people-imports/schema";
import { say } from "@/messages/server/say";
import { audit, auditMany } from "@/server/audit/audit";
import { prismaTransaction, type BothWays, type Transaction } from "@/server/database/database";
import type { Job } from "@/server/jobs/jobs";
import { mintOrganisationId, type OrganisationId } from "@/shared/roles";
import { readPeople, readTeams } from "./read-facts";
import { errorPlan, planRow, type RowPlan } from "./rules-plan";
import { countOutcomes, isWish, readRow } from "./rules-rows";
import { noteRunning, onImportRunning } from "./write-begin";
import { storedSentence, type StoredSentence } from "./write";
import { RowWriter, type Importer } from "./write-row";

const EVERY_MILLISECONDS = 5_000;
/** Rows of one transaction: nobody waits for longer than they take. */
const CHUNK = 100;
/** Chunks of one run: the next begins at once, and a process that is to end waits for no more. */
const CHUNKS_OF_RUN = 10;

interface Task {
  id: string;
  organisation_id: string;
  person_id: string;
  file_name: string;
  invites: boolean;
  address: string | null;
  columns: unknown;
  done: unknown;
}

interface WaitingRow {
  number: number;
  cells: string[];
  outcome: string;
  changes: unknown;
  reason: unknown;
}

interface Handled {
  number: number;
  result: RowOutcome;
  reason: StoredSentence | null;
}

/** Lets the rows of started imports have their turn. */
export const importPeopleJob: Job = {
  name: "import people",
  everyMilliseconds: EVERY_MILLISECONDS,
  wakeOn: onImportRunning,
  run: () => importPeople(CHUNKS_OF_RUN),
};

/**
 * Handles rows of started imports, a chunk in each transaction, and returns how many there were. What a process did not commit when it ended
 * is done by the next. Safe to run in several processes.
 */
export async function importPeople(mostChunks: number): Promise<number> {
  let handled = 0;
  for (let chunk = 0; chunk < mostChunks; chunk += 1) {
    const count = await prismaTransaction(handleChunk);
    if (count === null) {
      break;
    }
    handled += count;
  }
  return handled;
}

/** Null where nothing is to be done. */
async function handleChunk(tx: BothWays): Promise<number | null> {
  const { sql } = tx;
  const { rows } = await sql.query<Task>(
    `SELECT id, organisation_id, person_id, file_name, invites, address, columns, done FROM people_imports
     WHERE state = 'running' ORDER BY started_at, id LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED`,
  );
  const [task] = rows;
  if (!task) {
    return null;
  }
  noteRunning(sql);
  const organisationId = mintOrganisationId(task.organisation_id);
  const importer = await readImporter(sql, task, organisationId);
  if (!importer) {
    // Who started it is no admin any more, so nothing more is done in their name.
    await endImport(sql, task, { state: "cancelled", organisationId, actorId: null });
    return 0;
  }
  const waiting = await sql.query<WaitingRow>(
    `SELECT number, cells, outcome, changes, reason FROM people_import_rows
     WHERE import_id = $1 AND result IS NULL ORDER BY number LIMIT $2`,
    [task.id, CHUNK],
  );
  if (waiting.rows.length === 0) {
    await endImport(sql, task, { state: "done", organisationId, actorId: importer.id });
    return 0;
  }
  const handled = await handleRows(tx, { task, importer, waiting: waiting.rows });
  await keepResults(sql, task, handled);
  return handled.length;
}

async function handleRows(
  tx: BothWays,
  { task, importer, waiting }: { task: Task; importer: Importer; waiting: readonly WaitingRow[] },
): Promise<Handled[]> {
  const columns: Columns = columnsSchema.parse(task.columns);
  const teams = await readTeams(tx.sql, importer);
  const read = waiting.map((row) => ({ row, wish: readRow(row, columns, teams) }));
  const addresses = read.flatMap(({ wish }) => (isWish(wish) ? [wish.email] : []));
  const people = await readPeople(tx.sql, importer, addresses);
  const writer = new RowWriter(tx, importer, task);
  // Whether enough admins are left is seen when each is changed.
  const facts = { teams, people, importerId: importer.id, takeAdmin: () => null };
  const handled: Handled[] = [];
  for (const { row, wish } of read) {
    if (row.outcome === "error") {
      // The preview said so; what was wrong in the file is still wrong.
      handled.push({ number: row.number, result: "error", reason: null });
      continue;
    }
    const plan = isWish(wish) ? planRow(wish, facts) : errorPlan(wish);
    const reason = isAnnounced(plan, row) ? await writer.write(plan) : say("refusals.imports.row.changed");
    handled.push({
      number: row.number,
      result: reason ? "error" : plan.outcome,
      reason: reason && storedSentence(reason),
    });
  }
  await auditMany(tx.sql, importer, await writer.finish());
  return handled;
}

/** Whether the preview announced the role that a row gives: somebody may have changed the person since. */
function isAnnounced(plan: RowPlan, row: WaitingRow): boolean {
  const role = plan.changes.find(({ field }) => field === "role");
  const announced = rowChangesSchema.parse(row.changes).find(({ field }) => field === "role");
  return !role || (role.from === announced?.from && role.to === announced.to);
}

async function keepResults(sql: Transaction, task: Task, handled: readonly Handled[]): Promise<void> {
  await sql.query(
    `UPDATE people_import_rows r SET result = given.result, reason = coalesce(given.reason, r.reason)
     FROM jsonb_to_recordset($2::jsonb) AS given (number int, result text, reason jsonb)
     WHERE r.import_id = $1 AND r.number = given.number`,
    [task.id, JSON.stringify(handled)],
  );
  const done = sum(rowCountsSchema.parse(task.done), countOutcomes(handled.map(({ result }) => result)));
  await sql.query("UPDATE people_imports SET done = $2 WHERE id = $1", [task.id, JSON.stringify(done)]);
}

function sum(one: RowCounts, other: RowCounts): RowCounts {
  return {
    create: one.create + other.create,
    change: one.change + other.change,
    unchanged: one.unchanged + other.unchanged,
    error: one.error + other.error,
  };
}

async function endImport(
  sql: Transaction,
  task: Task,
  { state, ...by }: { state: "done" | "cancelled"; organisationId: OrganisationId; actorId: string | null },
): Promise<void> {
  await sql.query("UPDATE people_imports SET state = $2, finished_at = now() WHERE id = $1", [
    task.id,
    state,
  ]);
  await audit(
    sql,
    { organisationId: by.organisationId, id: by.actorId },
    {
      action: state === "done" ? "import.finished" : "import.cancelled",
      subjectType: "import",
      subjectId: task.id,
      data: { file: task.file_name, ...rowCountsSchema.parse(task.done) },
    },
  );
}

/** Who started it, while they are an admin who can sign in. */
async function readImporter(
  sql: Transaction,
  { person_id: id }: Task,
  organisationId: OrganisationId,
): Promise<Importer | null> {
  const { rows } = await sql.query<{ name: string }>(
    "SELECT name FROM people WHERE id = $1 AND organisation_id = $2 AND role = 'admin' AND disabled_at IS NULL",
    [id, organisationId],
  );
  return rows[0] ? { id, organisationId, name: rows[0].name } : null;
}
