import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

type Colour = [lightness: number, chroma: number, hue: number];

const css = readFileSync(new URL("./tokens.css", import.meta.url), "utf8");
const [lightPart = "", rest = ""] = css.split("color-scheme: dark;");
const [darkPart = ""] = rest.split("@theme");
const themes = { light: readColours(lightPart), dark: readColours(darkPart) };

const SURFACES = ["canvas", "surface", "raised", "hover", "pressed", "selected", "aside"];
const WORDS = ["ink", "ink-muted", "ink-faint", "accent-ink"];
const TONES = ["info", "success", "warning", "danger", "violet", "neutral"];

describe.each(Object.entries(themes))("the %s theme", (_name, colours) => {
  it("declares every colour that the other one has", () => {
    expect(Object.keys(colours).sort()).toEqual(Object.keys(themes.light).sort());
    expect(Object.keys(colours).length).toBeGreaterThan(35);
  });

  it("shows words at 4.5:1 or more on every surface", () => {
    const inks = [...WORDS, ...TONES.map((tone) => `${tone}-ink`)];
    const pairs = inks.flatMap((ink) => SURFACES.map((surface): [string, string] => [ink, surface]));
    expect(below(4.5, pairs, colours)).toEqual([]);
  });

  it("shows words at 4.5:1 or more on their own tint or fill", () => {
    const pairs: [string, string][] = [
      ...TONES.map((tone): [string, string] => [`${tone}-ink`, `${tone}-soft`]),
      ["accent-ink", "accent-soft"],
      ["on-accent", "accent"],
      ["on-accent", "accent-hover"],
      ["on-danger", "danger-fill"],
      ["on-danger", "danger-fill-hover"],
      ["on-tip", "tip"],
    ];
    expect(below(4.5, pairs, colours)).toEqual([]);
  });

  it("shows dots, bars and the focus ring at 3:1 or more on every surface", () => {
    const pairs = [...TONES, "accent", "ring"].flatMap((mark) =>
      SURFACES.filter((surface) => surface !== "pressed").map((surface): [string, string] => [mark, surface]),
    );
    expect(below(3, pairs, colours)).toEqual([]);
  });

  it("shows the edge of a control at 3:1 or more where controls stand", () => {
    const pairs = ["canvas", "surface", "raised"].map((surface): [string, string] => [
      "line-strong",
      surface,
    ]);
    expect(below(3, pairs, colours)).toEqual([]);
  });
});

it("shows initials at 4.5:1 or more on every hue, in both themes", () => {
  const hues = Array.from({ length: 24 }, (_, step) => step * 15);
  const pairs = hues.flatMap((hue): [Colour, Colour][] => [
    [
      [0.89, 0.058, hue],
      [0.36, 0.08, hue],
    ],
    [
      [0.4, 0.055, hue],
      [0.94, 0.035, hue],
    ],
  ]);
  for (const [ground, letters] of pairs) {
    expect(contrast(ground, letters)).toBeGreaterThanOrEqual(4.5);
  }
});

function readColours(text: string): Record<string, Colour> {
  const found = [...text.matchAll(/--([a-z-]+): oklch\(([\d.]+) ([\d.]+) ([\d.]+)\);/g)];
  return Object.fromEntries(
    found.map(([, name, lightness, chroma, hue]) => [name, [Number(lightness), Number(chroma), Number(hue)]]),
  );
}

function below(minimum: number, pairs: [string, string][], colours: Record<string, Colour>): string[] {
  return pairs.flatMap(([one, other]) => {
    const [front, back] = [colours[one], colours[other]];
    const ratio = front && back ? contrast(front, back) : 0;
    return ratio < minimum ? [`${one} on ${other}: ${ratio.toFixed(2)}`] : [];
  });
}

function contrast(one: Colour, other: Colour): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

/** WCAG's relative luminance, from OKLCH by way of linear sRGB, clipped as a screen does. */
function luminance([lightness, chroma, hue]: Colour): number {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const red = 4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s;
  const green = -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s;
  const blue = -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s;
  const [r, g, bl] = [red, green, blue].map((part) => Math.min(1, Math.max(0, part)));
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (bl ?? 0);
}
