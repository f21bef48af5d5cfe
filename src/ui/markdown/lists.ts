/** The mark that an entry of a list begins with. */
export interface ListMarker {
  isOrdered: boolean;
  /** "3." or "3)", as it was typed; empty for bullets. */
  number: string;
  /** Marks of one list are alike. */
  sort: string;
  indent: number;
  /** Where the entry's text begins. */
  width: number;
  isEmpty: boolean;
}

/** A list's entries, each as the lines that stand in it. */
export interface ListLines {
  isOrdered: boolean;
  /** Blank lines stand between or in entries. */
  isLoose: boolean;
  items: { number: string; lines: string[] }[];
  next: number;
}

/** The mark at the beginning of a line, or null. A plus is none: sums, telephone numbers and diffs begin with it. */
export function readMarker(line: string): ListMarker | null {
  const match = /^( {0,3})([-*]|\d{1,9}[.)])([ \t]{1,4}(?=\S)|[ \t]|$)/.exec(line);
  if (!match) {
    return null;
  }
  const [whole, indent = "", mark = ""] = match;
  const isOrdered = mark.length > 1;
  return {
    isOrdered,
    number: isOrdered ? mark : "",
    sort: mark.slice(-1),
    indent: indent.length,
    width: whole.length,
    isEmpty: line.slice(whole.length).trim() === "",
  };
}

/** The entries of the list that begins at a line: what is indented below a mark belongs to it, with or without a gap. */
export function readItems(lines: readonly string[], at: number): ListLines | null {
  const first = readMarker(lines[at] ?? "");
  if (!first) {
    return null;
  }
  const list: ListLines = { isOrdered: first.isOrdered, isLoose: false, items: [], next: at };
  let marker: ListMarker | null = first;
  while (marker && marker.sort === first.sort && marker.isOrdered === first.isOrdered) {
    const inner = [(lines[list.next] ?? "").slice(marker.width)];
    let blanks = 0;
    list.next++;
    for (; list.next < lines.length; list.next++) {
      const line = lines[list.next] ?? "";
      if (line.trim() === "") {
        blanks++;
        continue;
      }
      const own = dedent(line, marker);
      if (own === null) {
        break;
      }
      list.isLoose ||= blanks > 0;
      for (; blanks > 0; blanks--) {
        inner.push("");
      }
      inner.push(own);
    }
    list.items.push({ number: marker.number, lines: inner });
    const next: ListMarker | null = readMarker(lines[list.next] ?? "");
    const goesOn: boolean = next !== null && next.sort === first.sort && next.isOrdered === first.isOrdered;
    list.isLoose ||= goesOn && blanks > 0;
    marker = goesOn ? next : null;
  }
  return list;
}

/** The line as it stands in the entry, or null where it is not indented enough to belong there. */
function dedent(line: string, { indent, width }: ListMarker): string | null {
  if (line.startsWith("\t")) {
    return line.slice(1);
  }
  let spaces = 0;
  while (line[spaces] === " " && spaces < width) {
    spaces++;
  }
  return spaces >= Math.min(width, indent + 2) ? line.slice(spaces) : null;
}
