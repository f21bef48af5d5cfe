import { hasColumns } from "./columns";
import { readItems, readMarker } from "./lists";
import { findPasted, isBlankLine } from "./pasted-lines";
import { readTable, type Table } from "./tables";

/** A block of a text. */
export type Block =
  | { kind: "paragraph"; text: string; isPasted: boolean }
  | { kind: "columns"; text: string }
  | { kind: "heading"; text: string }
  | { kind: "rule" }
  | { kind: "code"; info: string; text: string }
  | { kind: "quote"; blocks: Block[] }
  | { kind: "list"; isOrdered: boolean; isLoose: boolean; items: ListItem[] }
  | Table;

/** An entry of a list. `number` is as it was typed; `isDone` is null where there is no box to tick. */
export interface ListItem {
  number: string;
  isDone: boolean | null;
  blocks: Block[];
}

/** The deepest nesting of quotes and lists; deeper ones are text. */
const DEPTH_MAX = 8;

/**
 * Parses a text into blocks: headings, lists, quotes, fenced code, tables, rulers, and paragraphs, whose line
 * breaks and indentation are kept. Each line is read once for each quote or list around it.
 */
export function readBlocks(text: string): Block[] {
  return readLines(text.split(/\r\n|\r|\n/), 0);
}

/** Parses lines at this depth; where `pasted` says so, what looks like a mark is text. */
interface Place {
  depth: number;
  pasted: readonly boolean[];
}

function readLines(lines: readonly string[], depth: number): Block[] {
  const blocks: Block[] = [];
  const place = { depth, pasted: findPasted(lines) };
  for (let at = 0; at < lines.length;) {
    if (isBlankLine(lines[at])) {
      at++;
      continue;
    }
    const read = readBlock(lines, at, place) ?? readParagraph(lines, at, place);
    blocks.push(read.block);
    at = read.next;
  }
  return blocks;
}

interface Read {
  block: Block;
  /** The line after it. */
  next: number;
}

/** The block that begins at a line, if it is more than a paragraph. */
function readBlock(lines: readonly string[], at: number, { depth, pasted }: Place): Read | null {
  const line = lines[at] ?? "";
  const start = indentOf(line);
  if (start > 3 || pasted[at]) {
    return null;
  }
  switch (line[start]) {
    case "#":
      return readHeading(line, at);
    case "`":
    case "~":
      return readFence(lines, at);
    case ">":
      return depth < DEPTH_MAX && isQuoteLine(line) ? readQuote(lines, at, depth) : null;
    default:
      return (
        readRule(lines, at) ?? (depth < DEPTH_MAX ? readList(lines, at, depth) : null) ?? readTable(lines, at)
      );
  }
}

function readHeading(line: string, at: number): Read | null {
  const head = /^ {0,3}#{1,6}[ \t]+(?=\S)/.exec(line)?.[0];
  return head === undefined
    ? null
    : { block: { kind: "heading", text: line.slice(head.length) }, next: at + 1 };
}

/** Code up to its closing fence; without one, to the end of its container. */
function readFence(lines: readonly string[], at: number): Read | null {
  const line = lines[at] ?? "";
  const fence = FENCE.exec(line);
  const marks = fence?.[1];
  if (!fence || marks === undefined) {
    return null;
  }
  const info = line.slice(fence[0].length).trim();
  let end = at + 1;
  while (end < lines.length && !endsFence(lines[end] ?? "", marks)) {
    end++;
  }
  const text = lines.slice(at + 1, end).join("\n");
  return text.trim() === "" ? null : { block: { kind: "code", info, text }, next: end + 1 };
}

/** Tildes below a line underline it, and after an error point at it: they are a fence at the beginning of a paragraph alone. */
const FENCE = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,}(?=[ \t]*[\w+#-]*[ \t]*$))/;

function endsFence(line: string, marks: string): boolean {
  const text = line.trim();
  return (
    text.length >= marks.length && text.startsWith(marks) && text === (marks[0] ?? "").repeat(text.length)
  );
}

/** The quoted lines: an answer right below is not part of them. Marks around nothing are text. */
function readQuote(lines: readonly string[], at: number, depth: number): Read {
  const quoted: string[] = [];
  let next = at;
  for (; next < lines.length; next++) {
    const line = lines[next] ?? "";
    const start = indentOf(line);
    if (!isQuoteLine(line)) {
      break;
    }
    quoted.push(line.slice(start + (line[start + 1] === " " ? 2 : 1)));
  }
  if (quoted.every((line) => /^[>\s]*$/.test(line))) {
    return asTyped(lines, at, next);
  }
  return { block: { kind: "quote", blocks: readLines(quoted, depth + 1) }, next };
}

/** A more indented line, or one that begins with a comparison, is no quote. */
function isQuoteLine(line: string): boolean {
  return /^>(?!=)/.test(line);
}

/** A ruler stands alone between other lines, so that a table drawn by hand, and a password of stars, stay as they are. */
function readRule(lines: readonly string[], at: number): Read | null {
  const marks = (lines[at] ?? "").replace(/[ \t]/g, "");
  const isRule = /^(?:-{3,}|_{3,}|\*{3})$/.test(marks);
  return isRule && at > 0 && isBlankLine(lines[at - 1]) && at + 2 < lines.length && isBlankLine(lines[at + 1])
    ? { block: { kind: "rule" }, next: at + 1 }
    : null;
}

function readList(lines: readonly string[], at: number, depth: number): Read | null {
  const list = readItems(lines, at);
  if (!list) {
    return null;
  }
  if (list.items.every(({ lines: inner }) => inner.every(isBlankLine))) {
    return asTyped(lines, at, list.next);
  }
  const items = list.items.map(({ number, lines: inner }): ListItem => {
    const box = /^\[([ xX])\][ \t]+(?=\S)/.exec(inner[0] ?? "");
    const own = box ? [(inner[0] ?? "").slice(box[0].length), ...inner.slice(1)] : inner;
    return { number, isDone: box ? box[1] !== " " : null, blocks: readLines(own, depth + 1) };
  });
  return {
    block: { kind: "list", isOrdered: list.isOrdered, isLoose: list.isLoose, items },
    next: list.next,
  };
}

/** Marks around nothing, which are text, all of them at once. */
function asTyped(lines: readonly string[], at: number, next: number): Read {
  return {
    block: { kind: "paragraph", text: lines.slice(at, next).join("\n").trimEnd(), isPasted: true },
    next,
  };
}

function readParagraph(lines: readonly string[], at: number, place: Place): Read {
  let next = at + 1;
  while (next < lines.length && !isBlankLine(lines[next]) && !interrupts(lines, next, place)) {
    next++;
  }
  const text = lines.slice(at, next).join("\n");
  const isPasted = place.pasted[at] === true;
  return {
    block: hasColumns(text) ? { kind: "columns", text } : { kind: "paragraph", text, isPasted },
    next,
  };
}

/** Whether another block begins in the middle of a paragraph. A numbered list only begins with its first number: others are text. */
function interrupts(lines: readonly string[], at: number, { depth, pasted }: Place): boolean {
  const line = lines[at] ?? "";
  const start = indentOf(line);
  if (start > 3 || pasted[at]) {
    return false;
  }
  switch (line[start]) {
    case "#":
      return readHeading(line, at) !== null;
    case "`":
      return FENCE.test(line);
    case ">":
      return depth < DEPTH_MAX && isQuoteLine(line);
    default: {
      const marker = depth < DEPTH_MAX ? readMarker(line) : null;
      return (
        (marker !== null && !marker.isEmpty && (!marker.isOrdered || /^1[.)]$/.test(marker.number))) ||
        readTable(lines, at) !== null
      );
    }
  }
}

/** How many spaces a line begins with; a tab is four. */
export function indentOf(line: string): number {
  let at = 0;
  while (line[at] === " ") {
    at++;
  }
  return line[at] === "\t" ? at + 4 : at;
}
