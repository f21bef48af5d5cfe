/** What Excel needs to read a file as UTF-8. */
export const CSV_BEGINNING = "\uFEFF";

/** A line of a CSV file (RFC 4180). */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

/** A text that a table calculation would take for a formula gets an apostrophe in front, and is shown as the text that it is. */
function csvCell(value: string | number | null): string {
  if (value === null) {
    return "";
  }
  const text = typeof value === "string" && /^\s*[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n;]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
