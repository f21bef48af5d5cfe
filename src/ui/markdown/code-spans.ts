import { characterAt, characterBefore, isWide, isWord } from "./delimiters";

/** A piece of code in a line: what is between the ticks, and where it ends. */
export interface CodeSpan {
  from: number;
  until: number;
  end: number;
}

/**
 * Pairs the runs of backticks of a text: a run ends at the next one of the same length. All runs are found
 * once, so that a text of unmatched runs is not searched again from each of them.
 */
export class CodeSpans {
  /** Where the runs of each length begin, in order; read forwards only. */
  private starts: Map<number, { at: number[]; next: number }> | null = null;

  constructor(private readonly text: string) {}

  /**
   * The code that begins at this run; a single tick reaches no further than its line, and stands at the edge of a word: within
   * one it is an apostrophe. Ticks around nothing are text.
   */
  at(start: number): CodeSpan | null {
    const from = this.runEnd(start);
    const size = from - start;
    const runs = this.runs().get(size);
    if (!runs) {
      return null;
    }
    while ((runs.at[runs.next] ?? Infinity) <= start) {
      runs.next++;
    }
    const until = runs.at[runs.next];
    if (until === undefined || (size === 1 && !this.isSpan(start, until))) {
      return null;
    }
    return this.text.slice(from, until).trim() === "" ? null : { from, until, end: until + size };
  }

  private isSpan(start: number, until: number): boolean {
    return (
      !this.text.slice(start, until).includes("\n") &&
      !isPartOfWord(characterBefore(this.text, start)) &&
      !isPartOfWord(characterAt(this.text, until + 1))
    );
  }

  /** Where the run that begins here ends. */
  runEnd(start: number): number {
    let end = start;
    while (this.text[end] === "`") {
      end++;
    }
    return end;
  }

  private runs(): Map<number, { at: number[]; next: number }> {
    if (this.starts) {
      return this.starts;
    }
    const starts = new Map<number, { at: number[]; next: number }>();
    for (let at = this.text.indexOf("`"); at !== -1;) {
      const end = this.runEnd(at);
      const runs = starts.get(end - at);
      if (runs) {
        runs.at.push(at);
      } else {
        starts.set(end - at, { at: [at], next: 0 });
      }
      at = this.text.indexOf("`", end);
    }
    this.starts = starts;
    return starts;
  }
}

function isPartOfWord(character: string): boolean {
  return isWord(character) && !isWide(character);
}
