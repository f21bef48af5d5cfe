import type { Language } from "@/messages/locale";
import { say, speak } from "@/messages/server/say";
import { csvResponse, csvRow } from "@/server/http/answers/csv";
import { pool } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import { findImport, presentReason, readRowsAfter } from "./read";

/** Rows that are in memory at a time. */
const PAGE = 500;

/**
 * GET /api/admin/imports/{id}/errors.csv: the rows that have an error, as they stand in the file, with the line and the reason behind them. The
 * file has the form of the one that was imported, so it can be corrected and imported again. Throws `not_found`.
 */
export async function exportErrors(actor: Actor, id: string, language: Language): Promise<Response> {
  const { id: importId, columns, delimiter } = await findImport(pool(), actor, id);
  const heads = [
    ...columns.map(({ head }) => head),
    speak(say("refusals.imports.columns.line"), language),
    speak(say("refusals.imports.columns.reason"), language),
  ];
  return csvResponse("errors.csv", errorsOf(importId, { heads, width: columns.length, delimiter, language }));
}

async function* errorsOf(
  importId: string,
  form: { heads: string[]; width: number; delimiter: string; language: Language },
): AsyncGenerator<string, void> {
  yield csvRow(form.heads, form.delimiter);
  for (let after = 0; ;) {
    const rows = await readRowsAfter(importId, { after, limit: PAGE, isProblem: true });
    const errors = rows.filter((row) => row.outcome === "error" || row.result === "error");
    yield errors
      .map((row) => {
        const cells = Array.from({ length: form.width }, (_, index) => row.cells[index] ?? "");
        const reason = presentReason(row.reason, form.language) ?? "";
        return csvRow([...cells, String(row.number), reason], form.delimiter);
      })
      .join("");
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) {
      return;
    }
    after = last.number;
  }
}
