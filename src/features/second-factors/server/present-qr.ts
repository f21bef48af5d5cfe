import { encode } from "uqr";

/** A text as a QR code: how many modules each way, and the dark ones as the path of an SVG, a stroke of each row at a time. */
export function presentQr(text: string): { size: number; path: string } {
  const { size, data } = encode(text, { ecc: "M", border: 0 });
  const path = data.flatMap((row, y) =>
    strokesOf(row).map(({ x, length }) => `M${x} ${y}h${length}v1h-${length}z`),
  );
  return { size, path: path.join("") };
}

function strokesOf(row: readonly boolean[]): { x: number; length: number }[] {
  const strokes: { x: number; length: number }[] = [];
  row.forEach((isDark, x) => {
    const last = strokes.at(-1);
    if (isDark && last && last.x + last.length === x) {
      last.length += 1;
    } else if (isDark) {
      strokes.push({ x, length: 1 });
    }
  });
  return strokes;
}
