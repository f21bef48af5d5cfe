const SHOWN = 200;
/** How many common characters are shown before the first difference. */
const BEFORE = 60;

/**
 * Two versions of a text for a person who chooses between them: of long ones only the part around the first
 * difference, as equal beginnings say nothing. Cut between characters only, with an ellipsis where something
 * is left out.
 */
export function excerptDifference(one: string, other: string): [string, string] {
  if (one.length <= SHOWN && other.length <= SHOWN) {
    return [one, other];
  }
  let first = 0;
  while (first < one.length && one[first] === other[first]) {
    first++;
  }
  const from = first <= BEFORE ? 0 : first - BEFORE;
  return [part(one, from), part(other, from)];
}

function part(text: string, from: number): string {
  const shown = text
    .slice(from, from + SHOWN)
    .replace(/^[\udc00-\udfff]/, "")
    .replace(/[\ud800-\udbff]$/, "");
  return `${from > 0 ? "…" : ""}${shown}${from + SHOWN < text.length ? "…" : ""}`;
}
