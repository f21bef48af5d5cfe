/** Longer than anything worth reading in a log; a text of an unauthenticated client may have any length. */
const LONGEST = 2_000;

/**
 * Characters that control a terminal, break a line or change the writing direction: control characters, also
 * the second set (ESC [ in one character), line and paragraph separators, marks of direction, and lone
 * surrogates.
 */
const COMMANDS =
  /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|\p{Surrogate}/gu;
/** The same without those that JSON escapes already. */
const COMMANDS_IN_JSON = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** A text of others as one line that is safe for a terminal: control characters are escaped (`\u001b`), a long text is cut. */
export function printable(text: string, longest = LONGEST): string {
  const cut = text.length > longest ? `${text.slice(0, longest)}… (${text.length} characters)` : text;
  return cut.replace(COMMANDS, writeOut);
}

/** The same for several lines of our own, which may hold a text of others: line breaks stay. */
export function printableLines(text: string): string {
  return text
    .split("\n")
    .map((line) => printable(line.replace(/\t/g, "  ")))
    .join("\n");
}

/** An equivalent JSON document that is safe for a terminal. */
export function printableJson(json: string): string {
  return json.replace(COMMANDS_IN_JSON, writeOut);
}

/** The stack of an error whose message may hold a text of others: the message in one line, and then only stack lines. */
export function printableStack(message: string, stack: string): string {
  const at = stack.indexOf(message);
  const head = printable(at < 0 ? message : stack.slice(0, at + message.length));
  const rest = at < 0 ? stack : stack.slice(at + message.length);
  const frames = rest.split("\n").filter((line) => /^\s*(at |caused by: )/.test(line));
  return [head, ...frames.slice(0, 100).map((line) => `    ${printable(line.trim())}`)].join("\n");
}

function writeOut(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
