import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accentCss, accentTokens, checkAccent, MARKS_LEAST, SURFACES, WORDS_LEAST } from "./accent";
import { contrastOf, hexOf, oklchOf, type Oklch } from "./oklch";

const css = readFileSync(new URL("../../ui/tokens.css", import.meta.url), "utf8");
const [lightPart = "", rest = ""] = css.split("color-scheme: dark;");
const declared = { light: read(lightPart), dark: read(rest.split("@theme")[0] ?? "") };
const colours = fc
  .integer({ min: 0, max: 0xffffff })
  .map((value) => `#${value.toString(16).padStart(6, "0")}`);
const INKS = [
  "ink",
  "ink-muted",
  "ink-faint",
  "info-ink",
  "success-ink",
  "warning-ink",
  "danger-ink",
  "violet-ink",
  "neutral-ink",
];
const MARKS = ["info", "success", "warning", "danger", "violet", "neutral"];

it("the surfaces are those of the style sheet", () => {
  for (const theme of ["light", "dark"] as const) {
    for (const [name, colour] of Object.entries(SURFACES[theme])) {
      expect(declared[theme][name], `${theme} ${name}`).toEqual(colour);
    }
  }
});

it("a colour survives OKLCH", () => {
  fc.assert(
    fc.property(colours, (hex) => {
      expect(hexOf(oklchOf(hex))).toBe(hex);
    }),
  );
});

describe.each(["light", "dark"] as const)("whatever accent passes, in the %s theme", (theme) => {
  it("every pair of words and ground has the contrast that WCAG AA asks for", () => {
    fc.assert(
      fc.property(colours, (chosen) => {
        const own = accentTokens(checkAccent(chosen).nearest)[theme];
        const grounds = { ...SURFACES[theme], selected: own.selected };
        for (const [name, ground] of Object.entries(grounds)) {
          expect(contrastOf(own["accent-ink"], ground), `ink on ${name}`).toBeGreaterThanOrEqual(WORDS_LEAST);
          if (name !== "pressed") {
            expect(contrastOf(own.accent, ground), `accent on ${name}`).toBeGreaterThanOrEqual(MARKS_LEAST);
            expect(contrastOf(own.ring, ground), `ring on ${name}`).toBeGreaterThanOrEqual(MARKS_LEAST);
          }
        }
        expect(contrastOf(own["accent-ink"], own["accent-soft"])).toBeGreaterThanOrEqual(WORDS_LEAST);
        expect(contrastOf(own["on-accent"], own.accent)).toBeGreaterThanOrEqual(WORDS_LEAST);
        expect(contrastOf(own["on-accent"], own["accent-hover"])).toBeGreaterThanOrEqual(WORDS_LEAST);
        for (const ink of INKS) {
          const colour: Oklch = declared[theme][ink] ?? [0, 0, 0];
          expect(contrastOf(colour, own.selected), `${ink} on selected`).toBeGreaterThanOrEqual(WORDS_LEAST);
        }
        for (const mark of MARKS) {
          const colour: Oklch = declared[theme][mark] ?? [0, 0, 0];
          expect(contrastOf(colour, own.selected), `${mark} on selected`).toBeGreaterThanOrEqual(MARKS_LEAST);
        }
      }),
      { numRuns: 400 },
    );
  });
});

it("the nearest colour passes, is the chosen one where that passes, and has its hue", () => {
  fc.assert(
    fc.property(colours, (chosen) => {
      const { passes, nearest } = checkAccent(chosen);
      expect(checkAccent(nearest).passes).toBe(true);
      expect(nearest === chosen).toBe(passes);
      const [[lightness, chroma, hue], [darker, less, same]] = [oklchOf(chosen), oklchOf(nearest)];
      expect(darker).toBeLessThanOrEqual(lightness + 0.005);
      if (chroma > 0.05 && less > 0.05) {
        const apart = Math.abs(hue - same) % 360;
        expect(Math.min(apart, 360 - apart)).toBeLessThan(4);
      }
    }),
    { numRuns: 400 },
  );
});

it.each([
  ["#ffff00", false],
  ["#ffffff", false],
  ["#7dd3fc", false],
  ["#0b6e5f", true],
  ["#1d4ed8", true],
  ["#b91c1c", true],
  ["#000000", true],
])("%s passes: %s", (hex, passes) => {
  expect(checkAccent(hex).passes).toBe(passes);
});

it("the style sheet holds nothing that HTML would read otherwise", () => {
  fc.assert(
    fc.property(colours, (hex) => {
      expect(accentCss(hex)).not.toMatch(/[<>&"']/);
    }),
  );
});

function read(text: string): Record<string, Oklch> {
  const found = [...text.matchAll(/--([a-z-]+): oklch\(([\d.]+) ([\d.]+) ([\d.]+)\);/g)];
  return Object.fromEntries(
    found.map(([, name, ...parts]) => {
      const [lightness = 0, chroma = 0, hue = 0] = parts.map(Number);
      return [name ?? "", [lightness, chroma, hue] as const];
    }),
  );
}
