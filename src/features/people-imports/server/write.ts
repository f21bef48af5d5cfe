import { v7 } from "uuid";
import {
  ROWS_DAYS,
  rowCountsSchema,
  type Columns,
  type ImportDto,
  type RowCounts,
  type RowOutcome,
} from "@/features/people-imports/schema";
import { say } from "@/messages/server/say";
import type { Sentence } from "@/messages/server/sentence";
import type { By } from "@/server/api/by";
import { sqlTransactionOnce } from "@/server/api/idempotency";
import { audit } from "@/server/audit/audit";
import type { Transaction } from "@/server/database/database";
import { limitUses } from "@/server/rate-limits/limits";
import { AppError } from "@/shared/errors";
import { isUuid } from "@/shared/ids";
import type { Actor } from "@/shared/roles";
import { findImport, noSuchImport } from "./read";
import { readAdminRule, readPeople, readTeams } from "./read-facts";
import { readFile, type ReadFile } from "./read-file";
import type { ReceivedFile } from "./read-upload";
import { columnsOf } from "./rules-columns";
import type { RowPlan } from "./rules-plan";
import { countOutcomes, isWish, makesAdmin, planRows, readRows, type ReadRow } from "./rules-rows";
import { beginImport } from "./write-begin";

const HOUR = 60 * 60;
/** Files of a person in an hour. */
const FILES = 60;
/** Rows that are written in one statement. */
const BATCH = 1_000;

/** What a start needs beside its request: throws where the password of who starts has to be checked first. */
export type Prove = () => void;

/**
 * Keeps a file with what each of its rows would do, as a preview; without `isDryRun` it is started at once. Throws `invalid` for what is no
 * such file, `reauthentication_required`, and `rate_limited`.
 */
export async function createImport(
  actor: Actor,
  given: ReceivedFile,
  { prove, ...by }: By & { prove: Prove },
): Promise<ImportDto> {
  await limitUses("imports", actor.id, FILES, HOUR);
  const file = await readFile(given.bytes);
  const columns = columnsOf(file.head);
  return await sqlTransactionOnce(by.key, async (tx) => {
    const teams = await readTeams(tx, actor);
    const rows = await readRows(file.rows, columns, teams);
    const addresses = rows.flatMap(({ wish }) => (isWish(wish) ? [wish.email] : []));
    const plans = planRows(rows, {
      teams,
      people: await readPeople(tx, actor, addresses),
      importerId: actor.id,
      takeAdmin: await readAdminRule(tx, actor),
    });
    const makesAdmins = plans.some(makesAdmin);
    if (!given.isDryRun && makesAdmins) {
      prove();
    }
    const plan = countOutcomes(plans.map(({ outcome }) => outcome));
    const id = await insertImport(tx, actor, { given, file, columns, plan, makesAdmins });
    await insertRows(tx, actor, { id, rows, plans });
    const data = { file: given.name, ...plan };
    await (given.isDryRun
      ? audit(tx, actor, {
          action: "import.previewed",
          subjectType: "import",
          subjectId: id,
          data,
          address: by.address,
        })
      : beginImport(tx, actor, { id, invite: given.invite, address: by.address, data }));
    return await findImport(tx, actor, id);
  });
}

/** Starts an import that is a preview. Throws `not_found`, `conflict`, and `reauthentication_required` where it makes somebody an admin. */
export async function startImport(
  actor: Actor,
  { id, invite }: { id: string; invite: boolean },
  { prove, ...by }: By & { prove: Prove },
): Promise<ImportDto> {
  return await sqlTransactionOnce(by.key, async (tx) => {
    const { state, makes_admins: makesAdmins, has_rows: hasRows, ...kept } = await lockImport(tx, actor, id);
    if (state !== "preview") {
      throw new AppError("conflict", say("refusals.imports.notPreview"));
    }
    if (!hasRows) {
      throw new AppError("conflict", say("refusals.imports.rowsGone"));
    }
    const plan = rowCountsSchema.parse(kept.plan);
    if (plan.create + plan.change === 0) {
      throw new AppError("conflict", say("refusals.imports.nothingToDo"));
    }
    if (makesAdmins) {
      prove();
    }
    await beginImport(tx, actor, {
      id,
      invite,
      address: by.address,
      data: { file: kept.file_name, ...plan },
    });
    return await findImport(tx, actor, id);
  });
}

/** Cancels an import: a preview is not started, and of one that runs no further row has its turn. Throws `not_found`, and `conflict` for one that is over. */
export async function cancelImport(actor: Actor, id: string, by: By): Promise<ImportDto> {
  return await sqlTransactionOnce(by.key, async (tx) => {
    const { state, file_name: file, done } = await lockImport(tx, actor, id);
    if (state !== "preview" && state !== "running") {
      throw new AppError("conflict", say("refusals.imports.ended"));
    }
    await tx.query("UPDATE people_imports SET state = 'cancelled', finished_at = now() WHERE id = $1", [id]);
    await audit(tx, actor, {
      action: "import.cancelled",
      subjectType: "import",
      subjectId: id,
      data: { file, ...rowCountsSchema.parse(done) },
      address: by.address,
    });
    return await findImport(tx, actor, id);
  });
}

interface LockedImport {
  state: string;
  file_name: string;
  makes_admins: boolean;
  has_rows: boolean;
  plan: unknown;
  done: unknown;
}

async function lockImport(tx: Transaction, actor: Actor, id: string): Promise<LockedImport> {
  const { rows } = isUuid(id)
    ? await tx.query<LockedImport>(
        `SELECT state, file_name, makes_admins, plan, done, created_at > now() - make_interval(days => $3)
           AND EXISTS (SELECT 1 FROM people_import_rows r WHERE r.import_id = i.id) AS has_rows
         FROM people_imports i WHERE id = $1 AND organisation_id = $2 FOR UPDATE`,
        [id, actor.organisationId, ROWS_DAYS],
      )
    : { rows: [] };
  const [found] = rows;
  if (!found) {
    throw noSuchImport();
  }
  return found;
}

async function insertImport(
  tx: Transaction,
  actor: Actor,
  made: { given: ReceivedFile; file: ReadFile; columns: Columns; plan: RowCounts; makesAdmins: boolean },
): Promise<string> {
  const id = v7();
  await tx.query(
    `INSERT INTO people_imports (id, organisation_id, person_id, file_name, invites, encoding, delimiter, columns, total, plan, done, makes_admins)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      id,
      actor.organisationId,
      actor.id,
      made.given.name,
      made.given.invite,
      made.file.encoding,
      made.file.delimiter,
      JSON.stringify(made.columns),
      made.file.rows.length,
      JSON.stringify(made.plan),
      JSON.stringify(countOutcomes([])),
      made.makesAdmins,
    ],
  );
  return id;
}

async function insertRows(
  tx: Transaction,
  actor: Actor,
  { id, rows, plans }: { id: string; rows: readonly ReadRow[]; plans: readonly RowPlan[] },
): Promise<void> {
  const written = rows.flatMap(({ number, cells }, index) => {
    const plan = plans[index];
    return plan ? [{ number, cells, ...storedPlan(plan) }] : [];
  });
  for (let start = 0; start < written.length; start += BATCH) {
    await tx.query(
      `INSERT INTO people_import_rows (import_id, organisation_id, number, cells, outcome, changes, notes, reason)
       SELECT $1, $2, number, cells, outcome, changes, notes, reason FROM jsonb_to_recordset($3::jsonb)
         AS given (number int, cells jsonb, outcome text, changes jsonb, notes jsonb, reason jsonb)`,
      [id, actor.organisationId, JSON.stringify(written.slice(start, start + BATCH))],
    );
  }
}

function storedPlan({ outcome, changes, notes, reason }: RowPlan): {
  outcome: RowOutcome;
  changes: RowPlan["changes"];
  notes: StoredSentence[];
  reason: StoredSentence | null;
} {
  return { outcome, changes, notes: notes.map(storedSentence), reason: reason && storedSentence(reason) };
}

/** A sentence as it is kept: put into words for the one who reads it. */
export interface StoredSentence {
  key: string;
  values: Sentence["values"];
}

/** What is kept of a sentence of the catalogue. */
export function storedSentence({ key, values, english }: Sentence): StoredSentence {
  if (key === null) {
    throw new Error(`Rows keep sentences of the catalogue alone, and this is none: ${english}`);
  }
  return { key, values };
}
