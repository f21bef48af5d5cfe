import type { Block } from "./blocks";

/** Letters of scripts that run from right to left. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/**
 * The direction of a block: by its first letter, however deep it is nested. A browser's own `dir="auto"`
 * skips descendants with a direction, so a quote or a list of Arabic paragraphs would be aligned left.
 */
export function directionOf(block: Block): "ltr" | "rtl" {
  const letter = firstLetter(block);
  return letter !== null && RIGHT_TO_LEFT.test(letter) ? "rtl" : "ltr";
}

function firstLetter(block: Block): string | null {
  switch (block.kind) {
    case "paragraph":
    case "heading":
    case "columns":
    case "code":
      return /\p{L}/u.exec(block.text)?.[0] ?? null;
    case "quote":
      return firstOf(block.blocks);
    case "list":
      return firstOf(block.items.flatMap((item) => item.blocks));
    case "table":
      return /\p{L}/u.exec([block.head, ...block.rows].flat().join(" "))?.[0] ?? null;
    case "rule":
      return null;
  }
}

function firstOf(blocks: readonly Block[]): string | null {
  for (const block of blocks) {
    const letter = firstLetter(block);
    if (letter !== null) {
      return letter;
    }
  }
  return null;
}
