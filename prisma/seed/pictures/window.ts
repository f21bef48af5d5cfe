import { text } from "./text";

/** Colours of a drawn desktop. */
export interface Look {
  dark: boolean;
  wall: readonly [string, string];
  accent: string;
  /** Window buttons on the left as dots, or on the right as signs. */
  dots: boolean;
  panel: string;
  bar: string;
  ink: string;
  faint: string;
  line: string;
}

const WALLS: readonly (readonly [string, string])[] = [
  ["#27496d", "#0c7b93"],
  ["#4b3f72", "#b56576"],
  ["#2f5d50", "#88a47c"],
  ["#3a4750", "#7d8a94"],
  ["#7a4419", "#d9a05b"],
  ["#1f3a5f", "#6f9ceb"],
];
const ACCENTS = ["#2563eb", "#0f766e", "#7c3aed", "#b45309", "#be123c"];

/** Chooses one of the looks; the same number always gives the same. */
export function lookOf(seed: number): Look {
  const dark = seed % 4 === 0;
  return {
    dark,
    wall: WALLS[seed % WALLS.length] ?? ["#27496d", "#0c7b93"],
    accent: ACCENTS[seed % ACCENTS.length] ?? "#2563eb",
    dots: seed % 3 === 0,
    panel: dark ? "#23262e" : "#fbfbfc",
    bar: dark ? "#2e323c" : "#eceef2",
    ink: dark ? "#e8eaf0" : "#1f2430",
    faint: dark ? "#9aa1af" : "#6b7280",
    line: dark ? "#3a3f4b" : "#d5d9e0",
  };
}

/** A whole picture: the desktop behind, and what is drawn on it. */
export function desktop(width: number, height: number, look: Look, inside: string): string {
  const [from, to] = look.wall;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
<defs><linearGradient id="wall" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="${from}"/><stop offset="1" stop-color="${to}"/></linearGradient></defs>
<rect width="${width}" height="${height}" fill="url(#wall)"/>
<path d="M0 ${height * 0.72}Q${width * 0.3} ${height * 0.5} ${width * 0.55} ${height * 0.7}T${width} ${height * 0.56}V${height}H0Z" fill="#fff" opacity=".08"/>
<path d="M0 ${height * 0.86}Q${width * 0.35} ${height * 0.66} ${width * 0.7} ${height * 0.85}T${width} ${height * 0.78}V${height}H0Z" fill="#000" opacity=".1"/>
${inside}</svg>`;
}

/** A window with its title bar; `inside` is drawn over it with the page's own coordinates. */
export function frame(
  x: number,
  y: number,
  width: number,
  height: number,
  title: string,
  look: Look,
  inside: string,
): string {
  const shadow = [14, 9, 5]
    .map(
      (by) =>
        `<rect x="${x - by}" y="${y - by + 8}" width="${width + 2 * by}" height="${height + 2 * by}" rx="${10 + by}" fill="#000" opacity=".07"/>`,
    )
    .join("");
  const buttons = look.dots
    ? ["#f26458", "#f5bd3d", "#5bc454"]
        .map((fill, index) => `<circle cx="${x + 20 + index * 20}" cy="${y + 18}" r="6" fill="${fill}"/>`)
        .join("")
    : `<path d="M${x + width - 96} ${y + 19}h11M${x + width - 62} ${y + 13}h11v11h-11zM${x + width - 28} ${y + 13}l11 11m0 -11l-11 11" stroke="${look.faint}" stroke-width="1.4" fill="none"/>`;
  const titleAt = look.dots
    ? text(x + width / 2, y + 23, title, { size: 15, color: look.ink, anchor: "middle" })
    : text(x + 16, y + 23, title, { size: 15, color: look.ink });
  return `${shadow}<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="10" fill="${look.panel}"/>
<path d="M${x} ${y + 36}V${y + 10}q0 -10 10 -10h${width - 20}q10 0 10 10v26z" fill="${look.bar}"/>${buttons}${titleAt}${inside}`;
}

/** A button; the main one is filled with the look's accent. */
export function button(
  x: number,
  y: number,
  width: number,
  label: string,
  look: Look,
  isMain: boolean,
): string {
  const fill = isMain ? look.accent : look.bar;
  const color = isMain ? "#ffffff" : look.ink;
  return `<rect x="${x}" y="${y}" width="${width}" height="34" rx="6" fill="${fill}" stroke="${isMain ? fill : look.line}"/>${text(x + width / 2, y + 22, label, { size: 15, color, anchor: "middle" })}`;
}
