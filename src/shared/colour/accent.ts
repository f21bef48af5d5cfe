import { contrastOf, fitIntoGamut, hexOf, oklchOf, type Oklch } from "./oklch";

/** Words are read at 4.5:1 or more, marks and edges seen at 3:1 (WCAG AA). */
export const WORDS_LEAST = 4.5;
/** See WORDS_LEAST. */
export const MARKS_LEAST = 3;

/** The surfaces of ui/tokens.css on which the accent stands; its test compares them. */
export const SURFACES: Record<Theme, Record<string, Oklch>> = {
  light: {
    canvas: [0.967, 0.004, 100],
    surface: [0.995, 0.001, 100],
    raised: [0.995, 0.001, 100],
    hover: [0.948, 0.005, 100],
    pressed: [0.918, 0.007, 100],
    aside: [0.972, 0.028, 90],
  },
  dark: {
    canvas: [0.195, 0.007, 160],
    surface: [0.228, 0.008, 160],
    raised: [0.268, 0.009, 160],
    hover: [0.275, 0.009, 160],
    pressed: [0.315, 0.011, 160],
    aside: [0.265, 0.022, 85],
  },
};

type Theme = "light" | "dark";

/** The colours that follow from an accent, by the names of ui/tokens.css. */
export type AccentTokens = Record<
  "accent" | "accent-hover" | "accent-ink" | "accent-soft" | "on-accent" | "ring" | "selected",
  Oklch
>;

/** Whether a colour can be the accent, and what could be instead. */
export interface AccentCheck {
  passes: boolean;
  /** Of white words on it, rounded down to hundredths. */
  ratio: number;
  /** The nearest colour that passes, as "#rrggbb": the same hue, darker. */
  nearest: string;
}

/** Checks a colour, "#rrggbb": words on it and it on every surface must be seen. */
export function checkAccent(hex: string): AccentCheck {
  const colour = oklchOf(hex);
  return {
    passes: canBeAccent(colour),
    ratio: Math.floor(contrastOf(onAccent("light", colour), colour) * 100) / 100,
    nearest: canBeAccent(colour) ? hex : nearestTo(colour),
  };
}

/** The colours of both themes; in the dark a lighter one of the same hue stands for the accent. */
export function accentTokens(hex: string): Record<Theme, AccentTokens> {
  const chosen = oklchOf(hex);
  return { light: lightTokens(chosen), dark: darkTokens(chosen) };
}

/** The same as a style sheet that stands above ui/tokens.css. */
export function accentCss(hex: string): string {
  const { light, dark } = accentTokens(hex);
  return `html:root{${declarations(light)}}html:root.dark{${declarations(dark)}}@media (prefers-color-scheme:dark){html:root.system{${declarations(dark)}}}`;
}

function lightTokens(chosen: Oklch): AccentTokens {
  const [lightness, chroma, hue] = chosen;
  const surfaces = Object.values(SURFACES.light);
  const soft: Oklch = [0.94, Math.min(chroma, 0.034), hue];
  const selected: Oklch = [0.953, Math.min(chroma, 0.022), hue];
  // A dark one becomes lighter under the pointer, as it could become no darker.
  const hover = lightness > 0.2 ? lightness - 0.05 : lightness + 0.08;
  return {
    accent: chosen,
    "accent-hover": fitIntoGamut([hover, chroma, hue]),
    "accent-ink": until([Math.min(lightness, 0.46), chroma, hue], -0.005, (ink) =>
      [...surfaces, soft, selected].every((ground) => contrastOf(ink, ground) >= WORDS_LEAST),
    ),
    "accent-soft": fitIntoGamut(soft),
    "on-accent": onAccent("light", chosen),
    ring: until([0.56, Math.min(chroma, 0.105), hue], -0.005, (ring) => isSeen(ring, "light", selected)),
    selected: fitIntoGamut(selected),
  };
}

function darkTokens([, chroma, hue]: Oklch): AccentTokens {
  const surfaces = Object.values(SURFACES.dark);
  const soft: Oklch = fitIntoGamut([0.325, Math.min(chroma, 0.043), hue]);
  const selected: Oklch = fitIntoGamut([0.3, Math.min(chroma, 0.032), hue]);
  const on = onAccent("dark", [0, chroma, hue]);
  const bright = Math.min(chroma, 0.1);
  const accent = until(
    [0.745, bright, hue],
    0.005,
    (one) => isSeen(one, "dark", selected) && contrastOf(on, one) >= WORDS_LEAST,
  );
  return {
    accent,
    "accent-hover": fitIntoGamut([Math.min(1, accent[0] + 0.055), bright, hue]),
    "accent-ink": until([0.81, bright, hue], 0.005, (ink) =>
      [...surfaces, soft, selected].every((ground) => contrastOf(ink, ground) >= WORDS_LEAST),
    ),
    "accent-soft": soft,
    "on-accent": on,
    ring: until([0.72, bright, hue], 0.005, (ring) => isSeen(ring, "dark", selected)),
    selected,
  };
}

/** The words on it: nearly white in the light, nearly black in the dark. */
function onAccent(theme: Theme, [, chroma, hue]: Oklch): Oklch {
  return fitIntoGamut(
    theme === "light" ? [0.99, Math.min(chroma, 0.005), hue] : [0.2, Math.min(chroma, 0.03), hue],
  );
}

function canBeAccent(colour: Oklch): boolean {
  const { "accent-hover": hover, "on-accent": on, selected } = lightTokens(colour);
  return (
    contrastOf(on, colour) >= WORDS_LEAST &&
    contrastOf(on, hover) >= WORDS_LEAST &&
    isSeen(colour, "light", selected)
  );
}

/** The first darker one that passes. Compared as it is written: hex rounds. */
function nearestTo([lightness, chroma, hue]: Oklch): string {
  for (let darker = lightness; darker > 0; darker -= 0.005) {
    const hex = hexOf([darker, chroma, hue]);
    if (canBeAccent(oklchOf(hex))) {
      return hex;
    }
  }
  return "#000000";
}

/** Whether it is seen on every surface; what is pressed is left out, as in ui/tokens.test.ts. */
function isSeen(mark: Oklch, theme: Theme, selected: Oklch): boolean {
  const { pressed: _, ...grounds } = SURFACES[theme];
  return [...Object.values(grounds), selected].every((ground) => contrastOf(mark, ground) >= MARKS_LEAST);
}

/** The first colour, from this one in steps of lightness, that passes. */
function until([lightness, chroma, hue]: Oklch, step: number, passes: (colour: Oklch) => boolean): Oklch {
  for (let next = lightness; next > 0 && next < 1; next += step) {
    const colour = fitIntoGamut([next, chroma, hue]);
    if (passes(colour)) {
      return colour;
    }
  }
  return step < 0 ? [0, 0, hue] : [1, 0, hue];
}

function declarations(tokens: AccentTokens): string {
  return Object.entries(tokens)
    .map(
      ([name, [lightness, chroma, hue]]) =>
        `--${name}:oklch(${round(lightness)} ${round(chroma)} ${round(hue)})`,
    )
    .join(";");
}

function round(value: number): string {
  return String(Math.round(value * 10_000) / 10_000);
}
