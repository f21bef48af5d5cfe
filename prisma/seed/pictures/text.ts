import { GLYPHS, MARKS } from "./letters";

/** How a line of text is drawn. `size` in pixels; `weight` 1 is regular, 1.7 bold; `mono` gives each letter one width. */
export interface TextStyle {
  size?: number;
  color?: string;
  weight?: number;
  mono?: boolean;
  /** Where x is: at the start of the text, or its middle. */
  anchor?: "start" | "middle";
}

const MONO_ADVANCE = 11.4;
const GAP = 2.6;
const BOX = "M.5 0H7.5V14H.5Z";

/** Draws one line of text as SVG; `y` is its base line. Characters without a glyph become boxes. */
export function text(x: number, y: number, words: string, style: TextStyle = {}): string {
  const { size = 16, color = "#1f2430", weight = 1, mono = false, anchor = "start" } = style;
  const scale = size / 20;
  const start = anchor === "middle" ? x - widthOf(words, style) / 2 : x;
  let cursor = 0;
  let path = "";
  for (const char of words) {
    const { width, strokes } = glyphOf(char);
    const indent = mono ? (MONO_ADVANCE - GAP - width) / 2 : 0;
    path += strokes
      .map(
        (stroke) =>
          `<path d="${stroke.path}" transform="translate(${round(cursor + indent + stroke.x)} ${stroke.y})"/>`,
      )
      .join("");
    cursor += mono ? MONO_ADVANCE : width + GAP;
  }
  const line = `fill="none" stroke="${color}" stroke-width="${1.7 * weight}" stroke-linecap="round" stroke-linejoin="round"`;
  return `<g transform="translate(${round(start)} ${round(y - 14 * scale)}) scale(${scale})" ${line}>${path}</g>`;
}

/** How wide a line of text will be, in pixels. */
export function widthOf(words: string, { size = 16, mono = false }: TextStyle = {}): number {
  const units = [...words].reduce((sum, char) => sum + (mono ? MONO_ADVANCE : glyphOf(char).width + GAP), 0);
  return (units * size) / 20;
}

/** Breaks words into lines that are at most `width` pixels wide. */
export function wrap(words: string, width: number, style: TextStyle = {}): string[] {
  const lines: string[] = [];
  for (const word of words.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && widthOf(`${last} ${word}`, style) <= width) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else {
      lines.push(word);
    }
  }
  return lines;
}

/** Draws words on several lines, `lead` pixels apart. */
export function paragraph(
  x: number,
  y: number,
  width: number,
  lead: number,
  words: string,
  style: TextStyle = {},
): string {
  return wrap(words, width, style)
    .map((line, index) => text(x, y + index * lead, line, style))
    .join("");
}

interface Stroke {
  path: string;
  x: number;
  y: number;
}

function glyphOf(char: string): { width: number; strokes: Stroke[] } {
  const [base = "", ...marks] = char.normalize("NFD");
  const whole = GLYPHS[char];
  const known = whole ?? GLYPHS[base === "’" || base === "ʻ" ? "'" : base] ?? [8, BOX];
  // An i gives up its dot to an accent.
  const [width, path] = marks.length > 0 && base === "i" ? (GLYPHS["ı"] ?? known) : known;
  const strokes = [{ path, x: 0, y: 0 }];
  const isTall = /[A-Z]/.test(base);
  for (const mark of whole ? [] : marks) {
    const below = mark === "\u0327" || mark === "\u0328";
    strokes.push({ path: MARKS[mark] ?? "", x: width / 2, y: below ? 0 : isTall ? -4.2 : 0.8 });
  }
  return { width, strokes };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
