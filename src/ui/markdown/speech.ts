import { formatText } from "./format";

/** What stands in these is no speech: it is quoted, code, or the text of an address. */
const SILENT = new Set(["blockquote", "pre", "code", "a"]);

/** Between the words before and after it, so that they do not become one. */
const LEFT_OUT = "\ufffc";

const UNESCAPED: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
};

/**
 * What its author says in a text themselves: without quotes, code, links and addresses. It is read from the very HTML that
 * the page shows, so what counts as said is what is seen as such.
 */
export function readSpeech(text: string): string {
  const { html, isPlain } = formatText(text);
  if (isPlain) {
    // It is shown as it was typed, and a quote is known by its mark.
    return text.replace(/^[ \t]{0,3}>.*$/gm, LEFT_OUT);
  }
  let speech = "";
  let silence = 0;
  let from = 0;
  for (const { 0: tag, 1: slash, 2: name = "", index } of html.matchAll(/<(\/?)([a-z]+)[^>]*>/g)) {
    speech += silence === 0 ? html.slice(from, index) : "";
    from = index + tag.length;
    if (SILENT.has(name)) {
      silence += slash === "" ? 1 : -1;
      speech += LEFT_OUT;
    } else if (/^(?:p|li|ul|ol|td|th|tr|hr|div|span)$/.test(name)) {
      speech += "\n";
    }
  }
  speech += html.slice(from);
  return speech.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => UNESCAPED[entity] ?? entity);
}
