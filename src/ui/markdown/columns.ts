/** A gap between columns: a tab, or more spaces than are usual between words. */
const GAP = /\S(?: {3,}| *\t[ \t]*| {2,}(?=[|+]))\S/;

/** A piece of a frame, of a ruler, or of a tree. */
const FRAME = /[\u2500-\u259f]|^[ \t]*[+|][-=+|: \t]{3,}$|^[ \t]*[-=]{2,}(?:[ \t+]+[-=]{2,})+[ \t]*$/;

/** A line of a drawing: hardly any letters, and gaps. */
const DRAWN = /^(?=.*[/\\|_()].*[/\\|_()])[ \t]*[^\p{L}\p{N}\s](?:[ \t]*[^\p{L}\p{N}\s]){2,}[ \t]*$/u;

/**
 * Whether the lines of a paragraph are in columns, under a ruler, in a frame or a drawing: such a text is
 * readable only in a monospaced font without line wrapping.
 */
export function hasColumns(text: string): boolean {
  if (!text.includes("\n")) {
    return false;
  }
  let lines = 0;
  for (const line of text.split("\n")) {
    if (FRAME.test(line) || DRAWN.test(line) || GAP.test(line)) {
      lines++;
    }
    if (lines >= 2) {
      return true;
    }
  }
  return false;
}
