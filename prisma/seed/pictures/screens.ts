import { randomFrom } from "../model/random";
import type { Picture } from "../model/types";
import { paragraph, text, wrap } from "./text";
import { button, desktop, frame, lookOf } from "./window";

type Of<S extends Picture["scene"]> = Extract<Picture, { scene: S }>;

/** A window with bad news, a code and two buttons. */
export function dialogSvg({ title, message, code, seed }: Of<"dialog">): string {
  const look = lookOf(seed);
  const style = { size: 18, color: look.ink };
  const lines = wrap(message, 410, style);
  const height = 178 + lines.length * 28;
  const y = 250 - height / 2;
  const sign =
    seed % 2 === 0
      ? `<circle cx="210" cy="${y + 92}" r="27" fill="#dc2626"/><path d="M200 ${y + 82}l20 20m0 -20l-20 20" stroke="#fff" stroke-width="5" stroke-linecap="round"/>`
      : `<path d="M210 ${y + 62}l32 56h-64z" fill="#f59e0b" stroke="#f59e0b" stroke-width="6" stroke-linejoin="round"/><path d="M210 ${y + 80}v18M210 ${y + 108}v1" stroke="#fff" stroke-width="5" stroke-linecap="round"/>`;
  const inside = `${sign}${paragraph(268, y + 82, 410, 28, message, style)}
${text(268, y + 92 + lines.length * 28, code, { size: 14, color: look.faint, mono: true })}
${button(470, y + height - 54, 110, "Details", look, false)}${button(592, y + height - 54, 110, "Close", look, true)}`;
  return desktop(880, 500, look, frame(150, y, 580, height, title, look, inside));
}

/** A console with what was typed and what it answered. */
export function terminalSvg({ title, lines, seed }: Of<"terminal">): string {
  const look = { ...lookOf(seed), panel: "#14171d", bar: "#2a2e37", ink: "#d7dae0", faint: "#8b93a1" };
  const rows = aligned(lines).map((line, index) => {
    const isTyped = /^[$>]/.test(line);
    const isBad = /fail|timeout|lost|error|not /i.test(line);
    const color = isTyped ? "#8bd49c" : isBad ? "#f2937b" : "#d7dae0";
    return text(84, 130 + index * 30, line, { size: 15, color, mono: true });
  });
  const cursor = `<rect x="84" y="${118 + lines.length * 30}" width="9" height="18" fill="#d7dae0"/>`;
  return desktop(900, 460, look, frame(60, 50, 780, 360, title, look, rows.join("") + cursor));
}

/** Lines of a table, recognised by two or more spaces between their cells; the cells are aligned. */
function aligned(lines: readonly string[]): string[] {
  const cells = lines.map((line) => (/^[$>]/.test(line) ? [line] : line.split(/ {2,}/)));
  const widths = [0, 1, 2, 3].map((column) =>
    Math.max(0, ...cells.filter((row) => row.length > 1).map((row) => row[column]?.length ?? 0)),
  );
  return cells.map((row) =>
    row
      .map((cell, column) => (row.length > 1 ? cell.padEnd((widths[column] ?? 0) + 3) : cell))
      .join("")
      .trimEnd(),
  );
}

/** A spreadsheet: what begins with # or says no is marked. */
export function tableSvg({ title, columns, rows, seed }: Of<"table">): string {
  const look = lookOf(seed * 3 + 1);
  const wide = 800 / columns.length;
  const head = columns.map((name, index) =>
    text(62 + index * wide, 146, name, { size: 15, color: look.ink, weight: 1.5 }),
  );
  const grid = Array.from(
    { length: 10 },
    (_, index) => `<path d="M50 ${160 + index * 34}H850" stroke="${look.line}"/>`,
  );
  const bars = columns.map((_, index) => `<path d="M${50 + index * wide} 120V466" stroke="${look.line}"/>`);
  const cells = rows.flatMap((row, line) =>
    row.map((cell, index) => {
      const isBad = cell.startsWith("#") || /^(missing|refused|yes|0)$/.test(cell);
      const mark = isBad
        ? `<rect x="${51 + index * wide}" y="${161 + line * 34}" width="${wide - 2}" height="32" fill="#dc2626" opacity=".12"/>`
        : "";
      return (
        mark +
        text(62 + index * wide, 183 + line * 34, cell, { size: 15, color: isBad ? "#dc2626" : look.ink })
      );
    }),
  );
  const tools = Array.from(
    { length: 9 },
    (_, index) =>
      `<rect x="${56 + index * 34}" y="84" width="22" height="22" rx="4" fill="${index === 4 ? look.accent : look.line}"/>`,
  );
  const inside = `${tools.join("")}<rect x="50" y="120" width="800" height="40" fill="${look.bar}"/>${[...grid, ...bars, ...head, ...cells].join("")}`;
  return desktop(900, 520, look, frame(40, 36, 820, 446, title, look, inside));
}

/** A browser whose page is a complaint. */
export function browserSvg({ address, heading, message, seed }: Of<"browser">): string {
  const look = lookOf(seed * 4 + 1);
  const inside = `<rect x="40" y="66" width="880" height="46" fill="${look.bar}"/>
<path d="M72 81l-8 8l8 8M104 81l8 8l-8 8" stroke="${look.faint}" stroke-width="2.4" fill="none" stroke-linecap="round"/>
<rect x="140" y="74" width="700" height="30" rx="15" fill="${look.panel}" stroke="${look.line}"/>
<path d="M158 86v-3a5 5 0 0 1 10 0v3M156 86h14v11h-14z" stroke="${look.faint}" fill="none" stroke-width="1.6"/>
${text(182, 94, address, { size: 14, color: look.faint })}
<circle cx="480" cy="210" r="44" fill="${look.bar}"/><path d="M462 226q18 -18 36 0M466 198v1M494 198v1" stroke="${look.faint}" stroke-width="5" fill="none" stroke-linecap="round"/>
${text(480, 312, heading, { size: 26, color: look.ink, weight: 1.4, anchor: "middle" })}
${wrap(message, 520, { size: 17 })
  .map((line, index) => text(480, 352 + index * 28, line, { size: 17, color: look.faint, anchor: "middle" }))
  .join("")}
${button(410, 430, 140, "Try again", look, true)}`;
  return desktop(960, 560, look, frame(40, 30, 880, 500, "New tab", look, inside));
}

/** A form, half filled in, with its complaint in red. */
export function formSvg({ title, fields, problem, seed }: Of<"form">): string {
  const look = lookOf(seed * 2 + 1);
  const random = randomFrom(`form ${seed}`);
  const rows = fields.map((name, index) => {
    const y = 120 + index * 74;
    const isBad = index === fields.length - 1;
    const filled = Array.from(
      { length: random.int(5, 14) },
      (_, dot) => `<circle cx="${268 + dot * 13}" cy="${y + 37}" r="4" fill="${look.faint}"/>`,
    );
    return `${text(250, y + 10, name, { size: 15, color: look.ink })}
<rect x="250" y="${y + 20}" width="400" height="36" rx="6" fill="none" stroke="${isBad ? "#dc2626" : look.line}" stroke-width="${isBad ? 2 : 1.2}"/>${filled.join("")}`;
  });
  const end = 120 + fields.length * 74;
  const inside = `${rows.join("")}${paragraph(250, end + 14, 400, 24, problem, { size: 15, color: "#dc2626" })}${button(520, end + 56, 130, "Continue", look, true)}`;
  return desktop(900, end + 150, look, frame(210, 40, 480, end + 70, title, look, inside));
}

/** A measured line over time, and the limit that it should have kept. */
export function chartSvg({ title, unit, limit, seed }: Of<"chart">): string {
  const random = randomFrom(`chart ${seed}`);
  // What is measured in percent fills up; everything else that is complained about falls.
  const direction = unit === "%" ? 1 : -1;
  let value = limit * (unit === "%" ? 0.6 : 1.15);
  const points = Array.from({ length: 96 }, (_, index) => {
    const push = index > 58 ? direction * limit * 0.02 : 0;
    value = Math.max(
      limit * 0.1,
      Math.min(limit * 1.35, value + push + (random.next() - 0.5) * limit * 0.12),
    );
    return `${80 + index * 8},${Math.round(400 - (value / (limit * 1.4)) * 300)}`;
  });
  const y = Math.round(400 - 300 / 1.4);
  const hours = [0, 4, 8, 12, 16, 20].map((hour) =>
    text(80 + hour * 32, 430, `${hour}:00`, { size: 13, color: "#6b7280", anchor: "middle" }),
  );
  const lines = [100, 175, 250, 325, 400].map((at) => `<path d="M80 ${at}H840" stroke="#e5e7eb"/>`);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="470"><rect width="900" height="470" fill="#fff"/>
${text(80, 52, title, { size: 22, weight: 1.4 })}${text(80, 80, unit, { size: 14, color: "#6b7280" })}${lines.join("")}
<path d="M80 ${y}H840" stroke="#dc2626" stroke-width="2" stroke-dasharray="8 6"/>${text(848, y + 5, String(limit), { size: 14, color: "#dc2626" })}
<polygon points="80,400 ${points.join(" ")} 840,400" fill="#2563eb" opacity=".12"/>
<polyline points="${points.join(" ")}" fill="none" stroke="#2563eb" stroke-width="2.5" stroke-linejoin="round"/>${hours.join("")}</svg>`;
}
