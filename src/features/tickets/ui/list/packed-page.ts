import type { ListedTicket, Page } from "@/features/tickets/schema";

/**
 * What a row holds under one name: itself, or a list: with the number of a value that is kept apart, because other rows
 * have the same one; or with nothing, where this row has no such field.
 */
type Cell = string | number | boolean | null | readonly number[];

/** A page of tickets, its rows as one text; what the document itself shows of it stands beside. */
export interface PackedPage {
  packed: string;
  isEmpty: boolean;
  nextCursor: string | null;
}

/** Rows as a table. */
interface Packed {
  /** What all rows have in common. */
  same: Record<string, Cell>;
  /** The names of their other fields, in the order of `rows`. */
  names: string[];
  rows: Cell[][];
  /** People, teams and lists, each once. */
  kept: unknown[];
}

/**
 * A page of tickets as one text, a third of its JSON: names of fields and people are in it once. What writes and reads the
 * document of a page has one value to look at instead of a thousand.
 */
export function packPage({ items, nextCursor }: Page<ListedTicket>): PackedPage {
  const kept = new Map<string, number>();
  const rows = items.map(
    (item) => new Map(Object.entries(item).map(([name, value]) => [name, cellOf(value, kept)])),
  );
  const names = [...new Set(rows.flatMap((row) => [...row.keys()]))];
  const textsOf = (name: string): Set<string> =>
    new Set(rows.map((row) => JSON.stringify(row.get(name) ?? MISSING)));
  const varied = names.filter((name) => textsOf(name).size > 1);
  const [first] = rows;
  const table: Packed = {
    same: Object.fromEntries(
      [...(first ?? new Map<string, Cell>())].filter(([name]) => !varied.includes(name)),
    ),
    names: varied,
    rows: rows.map((row) => varied.map((name) => row.get(name) ?? (row.has(name) ? null : MISSING))),
    kept: [...kept.keys()].map((text): unknown => JSON.parse(text)),
  };
  return { packed: JSON.stringify(table), isEmpty: items.length === 0, nextCursor };
}

/** The page that was packed. */
export function unpackPage({ packed, nextCursor }: PackedPage): Page<ListedTicket> {
  const items: ListedTicket[] = JSON.parse(packed, (key, value) => (key === "" ? fromTable(value) : value));
  return { items, nextCursor };
}

const MISSING: readonly number[] = [];

function cellOf(value: unknown, kept: Map<string, number>): Cell {
  if (
    value === null ||
    typeof value === "string" ||
    typeof value === "number" ||
    typeof value === "boolean"
  ) {
    return value;
  }
  if (value === undefined) {
    return MISSING;
  }
  const text = JSON.stringify(value);
  const place = kept.get(text) ?? kept.size;
  kept.set(text, place);
  return [place];
}

function fromTable({ same, names, rows, kept }: Packed): Record<string, unknown>[] {
  const common = fieldsOf(Object.entries(same), kept);
  return rows.map((row) => ({
    ...common,
    ...fieldsOf(
      names.map((name, place) => [name, row[place] ?? null]),
      kept,
    ),
  }));
}

function fieldsOf(
  cells: readonly (readonly [string, Cell])[],
  kept: readonly unknown[],
): Record<string, unknown> {
  return Object.fromEntries(
    cells
      .filter(([, cell]) => !Array.isArray(cell) || cell.length > 0)
      .map(([name, cell]) => [name, Array.isArray(cell) ? kept[Number(cell[0])] : cell]),
  );
}
