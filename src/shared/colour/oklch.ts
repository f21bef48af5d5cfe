/** A colour as OKLCH: lightness 0 to 1, chroma from 0, hue in degrees. */
export type Oklch = readonly [lightness: number, chroma: number, hue: number];

type Rgb = readonly [red: number, green: number, blue: number];

/** A colour as browsers write it, "#rrggbb". */
export const HEX_COLOUR = /^#[0-9a-f]{6}$/i;

/** "#rrggbb" as OKLCH. */
export function oklchOf(hex: string): Oklch {
  const [r, g, b] = [1, 3, 5].map((at) => toLinear(Number.parseInt(hex.slice(at, at + 2), 16) / 255));
  const [red = 0, green = 0, blue = 0] = [r, g, b];
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  const lightness = 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s;
  const a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
  const bb = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
  const chroma = Math.hypot(a, bb);
  const hue = chroma < 0.0005 ? 0 : ((Math.atan2(bb, a) * 180) / Math.PI + 360) % 360;
  return [lightness, chroma < 0.0005 ? 0 : chroma, hue];
}

/** OKLCH as "#rrggbb", with less chroma where a screen cannot show so much. */
export function hexOf(colour: Oklch): string {
  const parts = linearOf(fitIntoGamut(colour)).map((part) =>
    Math.round(toGamma(clip(part)) * 255)
      .toString(16)
      .padStart(2, "0"),
  );
  return `#${parts.join("")}`;
}

/** The same lightness and hue with as much chroma as a screen can show. */
export function fitIntoGamut([lightness, chroma, hue]: Oklch): Oklch {
  if (isInGamut([lightness, chroma, hue])) {
    return [lightness, chroma, hue];
  }
  let [low, high] = [0, chroma];
  for (let step = 0; step < 20; step += 1) {
    const middle = (low + high) / 2;
    [low, high] = isInGamut([lightness, middle, hue]) ? [middle, high] : [low, middle];
  }
  return [lightness, low, hue];
}

/** WCAG's contrast of two colours, 1 to 21. */
export function contrastOf(one: Oklch, other: Oklch): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: Oklch): number {
  const [red, green, blue] = linearOf(colour);
  return 0.2126 * clip(red) + 0.7152 * clip(green) + 0.0722 * clip(blue);
}

/** OKLCH as linear sRGB, which may lie outside of what a screen shows. */
function linearOf([lightness, chroma, hue]: Oklch): Rgb {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

function isInGamut(colour: Oklch): boolean {
  return linearOf(colour).every((part) => part >= -0.000_1 && part <= 1.000_1);
}

function clip(part: number): number {
  return Math.min(1, Math.max(0, part));
}

function toLinear(part: number): number {
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
}

function toGamma(part: number): number {
  return part <= 0.0031308 ? part * 12.92 : 1.055 * part ** (1 / 2.4) - 0.055;
}
