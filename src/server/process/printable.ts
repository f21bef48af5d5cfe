/** Longer than anything worth reading in a log; what a stranger sent may be any length. */
const LONGEST = 2_000;

/**
 * What moves the cursor, colours, rings, begins a line or turns the direction of writing: control characters, also the
 * second set (ESC [ in one character), line and paragraph separators, marks of direction, and halves of characters.
 */
const COMMANDS =
  /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|\p{Surrogate}/gu;
/** The same without those that JSON has escaped already. */
const COMMANDS_IN_JSON = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** A text of others as one line that a terminal only shows: what it would obey is written out (`\u001b`), what is too long is cut. */
export function printable(text: string, longest = LONGEST): string {
  const cut = text.length > longest ? `${text.slice(0, longest)}… (${text.length} characters)` : text;
  return cut.replace(COMMANDS, writeOut);
}

/** The same for several lines of our own, in which a text of others may stand: line breaks stay. */
export function printableLines(text: string): string {
  return text
    .split("\n")
    .map((line) => printable(line.replace(/\t/g, "  ")))
    .join("\n");
}

/** A document in JSON that says the same, and that a terminal only shows. */
export function printableJson(json: string): string {
  return json.replace(COMMANDS_IN_JSON, writeOut);
}

/** The stack of an error whose message may be somebody else's: the message in one line, and of the rest what is a stack. */
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
