const CHARACTERS: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  "#39": "'",
  "#x27": "'",
};

/**
 * What a person reads on a page made of this HTML: blocks, entries and rows each on lines of their own, white space kept. The
 * address behind a link follows its text, where it is not the text itself.
 */
export function shownText(html: string): string {
  const withAddresses = html.replace(
    /<a href="([^"]*)"[^>]*>([^<]*|<bdi>.*?<\/bdi>)<\/a> <bdi class="prose-destination">[^<]*<\/bdi>/gs,
    (_, href: string, label: string) => `${label} ${href}`,
  );
  const text = withAddresses
    .replace(/<span dir="ltr" class="sr-only">[^<]*<\/span>/g, "")
    .replace(/<\/(?:p|pre|ul|ol|blockquote|table|div)>(?=<)/g, "\n\n")
    .replace(/<\/(?:li|tr)>/g, "\n")
    .replace(/<\/(?:td|th)>/g, "\t")
    .replace(/<[^>]*>/g, "");
  return decoded(text);
}

/** Its words, in order: runs of letters, digits and the marks on them. */
export function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
}

/** The words of a text that are not among those shown, each after the one before it. */
export function missingWords(typed: string, shown: string): string[] {
  let from = 0;
  return wordsOf(typed).filter((word) => {
    const at = shown.indexOf(word, from);
    from = at === -1 ? from : at + word.length;
    return at === -1;
  });
}

/** The lines of a text that say something, gaps between them folded to one, without white space at their ends. */
export function linesOf(text: string): string[] {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => line.trimEnd())
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .replace(/^\n+|\n+$/g, "")
    .split("\n");
}

function decoded(html: string): string {
  return html.replace(/&(amp|lt|gt|quot|#39|#x27);/g, (_, name: string) => CHARACTERS[name] ?? "");
}
