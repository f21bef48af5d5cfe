import { contentDisposition } from "@/server/storage/names";

/** The mark by which spreadsheets know a file to be UTF-8. */
const BYTE_ORDER_MARK = "\ufeff";
/** What a spreadsheet takes for a formula, in full width too, or a control that it may swallow before one. */
const FORMULA = /^(?:\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\0-\x1f\x7f-\x9f])/;

/** A row of a CSV file. A cell that a spreadsheet would take for a formula begins with an apostrophe instead. */
export function csvRow(cells: readonly string[], delimiter = ","): string {
  return `${cells.map((cell) => quoted(FORMULA.test(cell) ? `'${cell}` : cell, delimiter)).join(delimiter)}\r\n`;
}

/** A cell as it was before `csvRow` made it harmless. */
export function withoutGuard(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell;
}

/** A CSV file to download, in UTF-8, sent as it is read. */
export function csvResponse(name: string, rows: AsyncGenerator<string, void>): Response {
  const encoder = new TextEncoder();
  let isBegun = false;
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { done, value } = await rows.next();
      if (done) {
        controller.close();
        return;
      }
      controller.enqueue(encoder.encode(`${isBegun ? "" : BYTE_ORDER_MARK}${value}`));
      isBegun = true;
    },
    cancel: async () => void (await rows.return(undefined)),
  });
  return new Response(body, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": contentDisposition("attachment", name),
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
    },
  });
}

function quoted(cell: string, delimiter: string): string {
  return cell.includes(delimiter) || /["\r\n]/.test(cell) || cell !== cell.trim()
    ? `"${cell.replaceAll('"', '""')}"`
    : cell;
}
