import { formatText, type FormattedText, type MarkdownWords } from "./format";

/** How many characters, of texts and what they became, are kept. */
const KEPT_CHARACTERS = 4_000_000;

const kept = new Map<string, { formatted: FormattedText; size: number }>();
let size = 0;

/** As `formatText`, with a cache for all readers: the output depends on the text and the language alone. */
export function formatOnce(text: string, ownOrigins: readonly string[], words: MarkdownWords): FormattedText {
  const key = `${ownOrigins.join(" ")}\n${words.code}${words.table}\n${text}`;
  const known = kept.get(key);
  if (known) {
    // The map is in order of use: a used entry moves to its end, the first is evicted.
    kept.delete(key);
    kept.set(key, known);
    return known.formatted;
  }
  const formatted = formatText(text, ownOrigins, words);
  const entry = { formatted, size: key.length + formatted.html.length };
  kept.set(key, entry);
  size += entry.size;
  for (const [oldest, { size: freed }] of kept) {
    if (size <= KEPT_CHARACTERS) {
      break;
    }
    kept.delete(oldest);
    size -= freed;
  }
  return formatted;
}

/** How many characters are kept just now. */
export function keptCharacters(): number {
  return size;
}
