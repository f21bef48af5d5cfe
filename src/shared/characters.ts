// Characters as people count them; without zod, so that pages can count as the server does.

/** A character, as people see one, may be made of this many code points on average: an emoji family has seven. */
export const POINTS_PER_CHARACTER = 8;

/** Intl.Segmenter takes longer for each character the longer its text is: so it is given pieces of this many UTF-16 units. */
const PIECE = 256;

/**
 * Whether a text has more than `most` characters as people count them (grapheme clusters: a family of emoji is one),
 * or more than eight code points for each of those.
 */
export function isLongerThan(text: string, most: number): boolean {
  if (text.length <= most) {
    return false;
  }
  const points = countCodePoints(text);
  return points > most && (points > most * POINTS_PER_CHARACTER || countCharacters(text, most) > most);
}

/** Whether a text has fewer than `least` characters as people count them. */
export function isShorterThan(text: string, least: number): boolean {
  return countCharacters(text, least) < least;
}

/** Grapheme clusters, counted until there are more than `most`. */
function countCharacters(text: string, most: number): number {
  let count = 0;
  for (let start = 0; start < text.length && count <= most;) {
    const end = endOfPiece(text, start);
    const starts = splitCharacters(text.slice(start, end));
    const last = starts.at(-1) ?? 0;
    // A piece's last cluster may continue in the next piece, which therefore begins with it; one that fills a piece counts by itself.
    const isWhole = end === text.length || last === 0;
    count += isWhole ? starts.length : starts.length - 1;
    start = isWhole ? end : start + last;
  }
  return count;
}

let segmenter: Intl.Segmenter | null = null;

/** Segments a short text into characters. Created once, at the first use: creating it takes longer than using it. */
function splitCharacters(text: string): number[] {
  segmenter ??= new Intl.Segmenter(undefined, { granularity: "grapheme" });
  return Array.from(segmenter.segment(text), ({ index }) => index);
}

function endOfPiece(text: string, start: number): number {
  const end = Math.min(text.length, start + PIECE);
  return isFirstHalf(text, end - 1) ? end - 1 : end;
}

function countCodePoints(text: string): number {
  let pairs = 0;
  for (let index = 0; index < text.length; index++) {
    if (isFirstHalf(text, index)) {
      pairs++;
    }
  }
  return text.length - pairs;
}

/** Whether the character at `index` goes on with the next UTF-16 unit. */
function isFirstHalf(text: string, index: number): boolean {
  return (
    isBetween(text.charCodeAt(index), 0xd800, 0xdbff) && isBetween(text.charCodeAt(index + 1), 0xdc00, 0xdfff)
  );
}

function isBetween(unit: number, first: number, last: number): boolean {
  return unit >= first && unit <= last;
}

/**
 * How many characters a text may still have, as people count them; below 0 where there are too many already.
 * Far from the bound it stops counting, and the answer is only roughly right.
 */
export function charactersLeft(text: string, most: number): number {
  const points = countCodePoints(text);
  return points < most / 2 || points > most * 2 * POINTS_PER_CHARACTER
    ? most - points
    : most - countCharacters(text, text.length);
}
