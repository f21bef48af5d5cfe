import { formatText } from "./format";

/** Elements whose text is not the author's own: quotes, code, addresses. */
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
 * The author's own words in a text: without quotes, code, links and addresses. They are read from the HTML
 * that the page shows, so the rule matches what readers see.
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
