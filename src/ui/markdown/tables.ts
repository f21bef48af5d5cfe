/** A table: the cells of its head, and of each row, which may have more or fewer. */
export interface Table {
  kind: "table";
  head: string[];
  rows: string[][];
}

/** The table that begins at a line: a row, a row of dashes with as many cells, and rows; or null. */
export function readTable(lines: readonly string[], at: number): { block: Table; next: number } | null {
  const line = lines[at] ?? "";
  const below = lines[at + 1] ?? "";
  if (
    !line.includes("|") ||
    !/^[ \t]*[|:-][|:\- \t]*$/.test(below) ||
    !below.includes("|") ||
    !below.includes("-")
  ) {
    return null;
  }
  const head = readCells(line);
  const dashes = readCells(below);
  if (head.length !== dashes.length || !dashes.every((cell) => /^:?-+:?$/.test(cell))) {
    return null;
  }
  const rows: string[][] = [];
  let next = at + 2;
  const isFramed = line.trimStart().startsWith("|");
  for (; next < lines.length && isRow(lines[next] ?? "", isFramed); next++) {
    // Extra cells of a row are shown as well. Missing cells are not added: a wide head and many short rows
    // would make more empty cells than typed characters.
    rows.push(readCells(lines[next] ?? ""));
  }
  return { block: { kind: "table", head, rows }, next };
}

/** A pipe in a command below a table that begins its rows with one is no row of it. */
function isRow(line: string, isFramed: boolean): boolean {
  return isFramed ? line.trimStart().startsWith("|") : line.includes("|");
}

/** The cells of a row; a pipe after a backslash is part of its cell. */
function readCells(line: string): string[] {
  const text = line.trim();
  const cells: string[] = [];
  let from = text.startsWith("|") ? 1 : 0;
  for (let at = from; at < text.length; at++) {
    if (text[at] === "\\") {
      at++;
    } else if (text[at] === "|") {
      cells.push(text.slice(from, at).trim());
      from = at + 1;
    }
  }
  if (from < text.length) {
    cells.push(text.slice(from).trim());
  }
  return cells;
}
