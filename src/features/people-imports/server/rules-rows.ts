import { setImmediate } from "node:timers/promises";
import type { Columns, ImportField, RowCounts, RowOutcome } from "@/features/people-imports/schema";
import { say } from "@/messages/server/say";
import type { Sentence } from "@/messages/server/sentence";
import { errorPlan, planRow, readWish, type Facts, type RowPlan, type Wish } from "./rules-plan";

/** Rows that are read at a time. */
const PIECE = 200;

/** A row of a file. */
export interface GivenRow {
  number: number;
  cells: string[];
}

/** A row with what it asks for, or why that cannot be understood. */
export interface ReadRow extends GivenRow {
  wish: Wish | Sentence;
}

/** Reads the rows of a file; of one address, the first row counts. In pieces: between them others are answered. */
export async function readRows(
  rows: readonly GivenRow[],
  columns: Columns,
  teams: Facts["teams"],
): Promise<ReadRow[]> {
  const lines = new Map<string, number>();
  const read: ReadRow[] = [];
  for (const row of rows) {
    if (read.length % PIECE === 0) {
      await setImmediate();
    }
    const wish = readRow(row, columns, teams);
    const earlier = isWish(wish) ? lines.get(wish.email) : undefined;
    read.push({
      ...row,
      wish: earlier === undefined ? wish : say("refusals.imports.row.twice", { line: earlier }),
    });
    if (isWish(wish) && earlier === undefined) {
      lines.set(wish.email, row.number);
    }
  }
  return read;
}

/** Reads one row. */
export function readRow(row: GivenRow, columns: Columns, teams: Facts["teams"]): Wish | Sentence {
  if (row.cells.slice(columns.length).some((cell) => cell.trim() !== "")) {
    return say("refusals.imports.row.tooManyCells");
  }
  return readWish(fieldsOf(row.cells, columns), teams);
}

/** The cells of a row by their fields. */
export function fieldsOf(cells: readonly string[], columns: Columns): Map<ImportField, string> {
  const fields = new Map<ImportField, string>();
  columns.forEach(({ field }, index) => field && fields.set(field, cells[index] ?? ""));
  return fields;
}

/** What each row does; of one person, whichever of their addresses it names, the first row counts. */
export function planRows(rows: readonly ReadRow[], facts: Facts): RowPlan[] {
  const lines = new Map<string, number>();
  return rows.map(({ number, wish }) => {
    const person = isWish(wish) ? facts.people.get(wish.email) : undefined;
    const earlier = person && lines.get(person.id);
    if (earlier !== undefined) {
      return errorPlan(say("refusals.imports.row.samePerson", { line: earlier }));
    }
    if (person) {
      lines.set(person.id, number);
    }
    return isWish(wish) ? planRow(wish, facts) : errorPlan(wish);
  });
}

/** Whether a row could be understood. */
export function isWish(wish: Wish | Sentence): wish is Wish {
  return "email" in wish;
}

/** Whether a row makes somebody an admin who is none. */
export function makesAdmin({ changes }: Pick<RowPlan, "changes">): boolean {
  return changes.some(({ field, to }) => field === "role" && to === "admin");
}

/** How many rows do what. */
export function countOutcomes(outcomes: readonly RowOutcome[]): RowCounts {
  const counts: RowCounts = { create: 0, change: 0, unchanged: 0, error: 0 };
  outcomes.forEach((outcome) => (counts[outcome] += 1));
  return counts;
}
