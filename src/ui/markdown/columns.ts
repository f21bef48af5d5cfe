/** A gap between columns: a tab, or more spaces than people put between words. */
const GAP = /\S(?: {3,}| *\t[ \t]*| {2,}(?=[|+]))\S/;

/** A piece of a frame, of a ruler, or of a tree. */
const FRAME = /[\u2500-\u259f]|^[ \t]*[+|][-=+|: \t]{3,}$|^[ \t]*[-=]{2,}(?:[ \t+]+[-=]{2,})+[ \t]*$/;

/** A drawing's line: next to no letters, and gaps. */
const DRAWN = /^(?=.*[/\\|_()].*[/\\|_()])[ \t]*[^\p{L}\p{N}\s](?:[ \t]*[^\p{L}\p{N}\s]){2,}[ \t]*$/u;

/**
 * Whether the lines of a paragraph stand in columns, under a ruler, in a frame or in a drawing: such a text says something only
 * where all characters are equally wide and no line is broken.
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
