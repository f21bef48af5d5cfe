import { readCompounds, type Compound, type Run } from "./words";

/** How a text is looked for in a vector made by `vectorText`. */
export interface QueryOptions {
  /** Whether it is searched as it stands, rather than words that begin with its last one. */
  isExact: boolean;
  /** A last word of fewer letters than this is looked for as it stands: too many begin so. */
  shortestBeginning: number;
}

/** A word of more parts ("a-b-c-d") is looked for as it stands. */
const MOST_PARTS = 6;
/** Written together, fewer letters are the beginning of too many other words. */
const SHORTEST_JOINED = 4;

/**
 * A text as a tsquery is written: its words one after the other, whatever punctuation is between them. Words are letters and
 * digits alone, so nothing in them is an operator. Null where there is no word.
 */
export function tsqueryText(text: string, options: QueryOptions): string | null {
  const compounds = readCompounds(text);
  const runs = compounds.flatMap((compound) => compound.runs);
  if (runs.length === 0) {
    return null;
  }
  const isExact = options.isExact || runs.length > MOST_PARTS;
  const inOrder = phrase(runs, { ...options, isExact });
  const others = options.isExact ? [] : compounds.length === 1 ? together(compounds[0], options) : [];
  return [inOrder, ...others].map((way) => `(${way})`).join(" | ");
}

/** The same parts written together, or the parts of one word apart. */
function together(compound: Compound | undefined, options: QueryOptions): string[] {
  const joined = compound?.joined ?? null;
  const only = compound?.runs.length === 1 ? compound.runs[0] : undefined;
  return [
    ...(joined !== null && joined.length >= SHORTEST_JOINED ? [`'${joined}':*`] : []),
    ...(only && only.pieces.length > 1
      ? [
          phrase(
            only.pieces.map((text, at): Run => ({ text, at, gram: 0, pieces: [] })),
            options,
          ),
        ]
      : []),
  ];
}

interface Item {
  word: string;
  at: number;
}

function phrase(runs: readonly Run[], options: QueryOptions): string {
  const items = runs.flatMap((run, index) => itemsOf(run, index === runs.length - 1, options));
  return items
    .map(({ word, at }, index) => {
      const before = items[index - 1];
      return before ? `<${at - before.at}> ${word}` : word;
    })
    .join(" ");
}

function itemsOf(run: Run, isLast: boolean, options: QueryOptions): Item[] {
  if (run.gram === 0) {
    const isBeginning = isLast && !options.isExact && isLongEnough(run.text, options.shortestBeginning);
    return [{ word: `'${run.text}'${isBeginning ? ":*" : ""}`, at: run.at }];
  }
  const characters = [...run.text];
  const grams = characters.map((_, index) => ({
    word: `'${characters.slice(index, index + run.gram).join("")}'`,
    at: run.at + index,
  }));
  if (!isLast) {
    // It ends there in the text too.
    return grams;
  }
  // In the text it may go on.
  const whole = grams.slice(0, Math.max(0, characters.length - run.gram + 1));
  return whole.length > 0 ? whole : [{ word: `'${run.text}':*`, at: run.at }];
}

/** Two letters of an alphabet begin a great many words. */
function isLongEnough(word: string, shortest: number): boolean {
  return /[^\u0000-\u05ff]/.test(word) || [...word].length >= shortest;
}
