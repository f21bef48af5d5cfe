import type { Columns, RowChanges, RowCounts, RowOutcome } from "@/features/people-imports/schema";
import type { Sql } from "@/server/database/database";
import { insertRows } from "../load/insert";
import { idAt, type Directory } from "../load/ledger";
import { DAY, MINUTE } from "../model/clock";
import { PEOPLE } from "../model/people";

/** An import of the demo, for the audit. */
export interface SeedImport {
  id: string;
  file: string;
  by: string;
  createdAt: Date;
  finishedAt: Date;
  isCancelled: boolean;
  plan: RowCounts;
  done: RowCounts;
}

const COLUMNS: Columns = [
  { head: "Name", field: "name" },
  { head: "E-mail", field: "email" },
  { head: "Role", field: "role" },
  { head: "Office", field: null },
];

interface SeedImportRow {
  cells: string[];
  outcome: RowOutcome;
  changes?: RowChanges;
  reason?: unknown;
}

/**
 * Writes three imports of people: everybody's when the help desk began, whose rows are gone by now; one that corrected names, with
 * a line that could not be read; and one that was cancelled.
 */
export async function loadImports(
  sql: Sql,
  directory: Directory,
  { since, now }: { since: Date; now: Date },
): Promise<SeedImport[]> {
  const none: RowCounts = { create: 0, change: 0, unchanged: 0, error: 0 };
  const requesters = PEOPLE.filter(({ role }) => role === "user");
  const rows = correctedRows();
  const counted = countRows(rows);
  const first = imported("everybody.csv", "kwabena.mensah", new Date(since.getTime() + 40 * MINUTE), {
    ...none,
    create: requesters.length,
  });
  const corrected = imported(
    "names-from-payroll.csv",
    "ada.admin",
    new Date(now.getTime() - 4 * DAY),
    counted,
  );
  const cancelled = {
    ...imported("interns-draft.csv", "ada.admin", new Date(now.getTime() - 12 * DAY), { ...none, create: 9 }),
    isCancelled: true,
    done: none,
  };
  const imports = [first, cancelled, corrected];
  await insertRows(
    sql,
    "people_imports",
    imports.map((one) => ({
      id: one.id,
      organisation_id: directory.organisationId,
      person_id: directory.person(one.by).id,
      file_name: one.file,
      state: one.isCancelled ? "cancelled" : "done",
      encoding: "utf-8",
      delimiter: ";",
      columns: COLUMNS,
      total: Object.values(one.plan).reduce((sum, count) => sum + count, 0),
      plan: one.plan,
      done: one.done,
      makes_admins: false,
      created_at: one.createdAt,
      started_at: one.isCancelled ? null : new Date(one.createdAt.getTime() + 2 * MINUTE),
      finished_at: one.finishedAt,
    })),
  );
  await insertRows(
    sql,
    "people_import_rows",
    rows.map(({ cells, outcome, changes = [], reason = null }, index) => ({
      import_id: corrected.id,
      number: index + 2,
      organisation_id: directory.organisationId,
      cells,
      outcome,
      changes,
      reason,
      result: outcome,
    })),
  );
  return imports;
}

function imported(file: string, by: string, createdAt: Date, plan: RowCounts): SeedImport {
  const finishedAt = new Date(createdAt.getTime() + 3 * MINUTE);
  return { id: idAt(createdAt), file, by, createdAt, finishedAt, isCancelled: false, plan, done: plan };
}

/** Names without their accents, as another system had spelt them, and one line without an address. */
function correctedRows(): SeedImportRow[] {
  const spelt = new Map(
    PEOPLE.map((person) => [person.name.normalize("NFD").replace(/\p{M}/gu, ""), person]),
  );
  const rows = [...spelt]
    .filter(([, { role, city }]) => role === "user" && ["Lisbon", "Gdańsk"].includes(city))
    .slice(0, 12)
    .map(([plain, { name, email, city }]): SeedImportRow => ({
      cells: [name, email, "user", city],
      outcome: plain === name ? "unchanged" : "change",
      ...(plain === name ? {} : { changes: [{ field: "name", from: plain, to: name }] }),
    }));
  const reason = { key: "refusals.imports.row.noEmail", values: {} };
  const wrong: SeedImportRow = {
    cells: ["Reception Lisbon", "", "user", "Lisbon"],
    outcome: "error",
    reason,
  };
  return [...rows, wrong];
}

function countRows(rows: readonly SeedImportRow[]): RowCounts {
  const of = (outcome: RowOutcome) => rows.filter((row) => row.outcome === outcome).length;
  return { create: of("create"), change: of("change"), unchanged: of("unchanged"), error: of("error") };
}
