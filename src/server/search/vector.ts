import { readCompounds, type Run } from "./words";

/** How texts are indexed: goes up when they are to be indexed anew (see features/tickets/server/search/write-reindex.ts). */
export const SEARCH_FORM = 1;

/** A tsvector counts up to 16,383 places: a longer text begins again, with some words standing at both ends. */
const PLACES = 16_000;
const OVERLAP = 200;
/** It holds at most 1 MB, and 255 places of a word. */
const MOST_BYTES = 900_000;
const MOST_PLACES = 255;
const BYTES_OF_WORD = 12;

/**
 * What a text is found by, as a tsvector is written: its words, and for scripts without spaces each few characters; compounds
 * in their parts and together. Nothing but letters and digits stands between the quotes.
 */
export function vectorText(text: string, weight: "A" | "B" | "C" | "D"): string {
  const places = new Map<string, Set<number>>();
  let bytes = 0;
  const add = (word: string, at: number): void => {
    let set = places.get(word);
    if (!set) {
      bytes += Buffer.byteLength(word) + BYTES_OF_WORD;
      if (bytes > MOST_BYTES) {
        return;
      }
      places.set(word, (set = new Set()));
    }
    for (const place of placesOf(at)) {
      if (set.size < MOST_PLACES) {
        set.add(place);
      }
    }
  };
  for (const { runs, joined } of readCompounds(text)) {
    for (const run of runs) {
      addRun(run, add);
    }
    if (joined !== null) {
      add(joined, runs[0]?.at ?? 0);
      add(joined, runs.at(-1)?.at ?? 0);
    }
  }
  return [...places]
    .map(([word, at]) => `'${word}':${[...at].map((place) => `${place}${weight}`).join()}`)
    .join(" ");
}

function addRun(run: Run, add: (word: string, at: number) => void): void {
  if (run.gram === 0) {
    add(run.text, run.at);
    // The first one is the beginning of the whole.
    run.pieces.slice(1).forEach((piece) => [...piece].length > 1 && add(piece, run.at));
    return;
  }
  const characters = [...run.text];
  for (let index = 0; index < characters.length; index++) {
    add(characters.slice(index, index + run.gram).join(""), run.at + index);
  }
}

function placesOf(at: number): number[] {
  const place = (at % PLACES) + 1;
  return at >= PLACES && place <= OVERLAP ? [place, place + PLACES] : [place];
}
