import { formatText } from "./format";

/** A variable of a text, such as {{requester.firstName|there}}. */
export interface Variable {
  /** As it was typed, with its braces. */
  source: string;
  name: string;
  /** What stands for a value that is not there; null where nothing was given. */
  fallback: string | null;
  /** Whether it stands in code, where such marks belong to other programs. */
  isCode: boolean;
}

/** A text with the values in place of its variables. */
export interface FilledText {
  text: string;
  /** The variables that had no value and no fallback, as they were typed: they stand in the text still. */
  missing: string[];
}

const VARIABLE = /\{\{[ \t]*([^{}|\n]*?)[ \t]*(?:\|([^{}\n]*))?\}\}/g;

/** Marks a variable while its text is formatted: private characters, which nobody types but an attacker. */
const BEGIN = "\ue000";
const END = "\ue001";
const MARK = /\ue000(\d+)\ue001/g;

/** What begins something in a text: emphasis, links, code, tables, addresses, mentions, variables. */
const INLINE = /[*~[\]`|@]|\{\{|\}\}|https?:|www\./i;
/** What begins something at the beginning of a line: a heading, a quote, an entry of a list, a rule. */
const AT_START = /^(?:#{1,6}(?:\s|$)|>|[-+•](?:\s|$)|\d{1,9}[.)](?:\s|$)|[-_=]{3})/;

/** The variables of a text, in their order. */
export function findVariables(text: string): Variable[] {
  const found = [...text.matchAll(VARIABLE)];
  if (found.length === 0) {
    return [];
  }
  const outside = findOutsideCode(text);
  return found.map(([source, name = "", fallback], index) => ({
    source,
    name,
    fallback: fallback?.trim() || null,
    isCode: !outside.has(index),
  }));
}

/**
 * Fills the variables of a text. `valueOf` gives a value; null for one that is not there, undefined for a name that is no variable, which stays as
 * it is. A value is text and nothing else: one that would be formatted stands in code, and none is searched for variables again.
 */
export function fillVariables(
  text: string,
  valueOf: (name: string) => string | null | undefined,
): FilledText {
  const variables = findVariables(text);
  const values = variables.map(({ name }) => valueOf(name));
  const fence = "`".repeat(longestRun([text, ...values.map((value) => value ?? "")]) + 1);
  const missing: string[] = [];
  let at = 0;
  const filled = text.replace(VARIABLE, (source: string) => {
    const variable = variables[at];
    const value = values[at];
    at += 1;
    if (!variable || value === undefined) {
      return source;
    }
    if (value !== null && value.trim() !== "") {
      return variable.isCode ? withoutFences(value) : asText(value, fence);
    }
    if (variable.fallback === null && !variable.isCode) {
      missing.push(source);
    }
    return variable.fallback ?? source;
  });
  return { text: filled, missing: [...new Set(missing)] };
}

/** A value as text: where something of it would be formatted, or be an address or a mention, as code. */
function asText(value: string, fence: string): string {
  return INLINE.test(value) || AT_START.test(value) ? `${fence}${spaced(value)}${fence}` : value;
}

/** Backticks at an edge would lengthen the ones around. */
function spaced(value: string): string {
  return `${value.startsWith("`") ? " " : ""}${value}${value.endsWith("`") ? " " : ""}`;
}

/** In code nothing is formatted, but for what would end it. */
function withoutFences(value: string): string {
  return value.replaceAll("`", "'").replace(/~{3,}/g, (marks) => "-".repeat(marks.length));
}

/** The longest run of backticks in these texts, at least one: a longer one around a value pairs with nothing else. */
function longestRun(texts: readonly string[]): number {
  return texts.reduce(
    (longest, text) => (text.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), longest),
    1,
  );
}

/** Which of the variables do not stand in code, by how the text is shown. */
function findOutsideCode(text: string): Set<number> {
  let count = 0;
  const marked = text
    .replace(/[\ue000\ue001]/g, "\ue002")
    .replace(VARIABLE, () => `${BEGIN}${count++}${END}`);
  const { html } = formatText(marked);
  const shown = html.replace(/<pre\b[^>]*>[\s\S]*?<\/pre>|<code>[\s\S]*?<\/code>/g, (code) =>
    /class="prose-columns"/.test(code) ? code : "",
  );
  return new Set([...shown.matchAll(MARK)].map(([, number]) => Number(number)));
}
