import { randomFrom } from "../model/random";
import type { Picture } from "../model/types";
import { photograph } from "./objects";
import { text } from "./text";

type Of<S extends Picture["scene"]> = Extract<Picture, { scene: S }>;

/** A badge on a table. */
export function badgeSvg({ name, seed }: Of<"badge">): string {
  const random = randomFrom(`badge ${seed}`);
  const color = random.pick(["#0f766e", "#1d4ed8", "#9a3412"]);
  const scratches = Array.from(
    { length: 9 },
    () => `M${random.int(360, 600)} ${random.int(250, 560)}l${random.int(-40, 60)} ${random.int(-20, 30)}`,
  );
  return photograph(
    seed,
    `<ellipse cx="490" cy="600" rx="190" ry="30" fill="url(#shade)"/><path d="M480 40q-30 90 0 170" stroke="${color}" stroke-width="22" fill="none"/><g transform="rotate(${random.int(-9, 9)} 480 400)">
<rect x="340" y="200" width="280" height="390" rx="20" fill="#fbfbf9" stroke="#c9c9c4" stroke-width="3"/><rect x="340" y="200" width="280" height="84" rx="20" fill="${color}"/><rect x="440" y="216" width="80" height="14" rx="7" fill="#fff"/>
${text(480, 268, "LARKMOOR", { size: 22, color: "#fff", weight: 1.6, anchor: "middle" })}<rect x="400" y="310" width="160" height="160" rx="10" fill="#dbe2ea"/><circle cx="480" cy="372" r="34" fill="#9aa7b5"/><path d="M420 470q6 -56 60 -56t60 56z" fill="#9aa7b5"/>
${text(480, 512, name, { size: 26, weight: 1.4, anchor: "middle" })}${text(480, 552, `00${seed} 71`, { size: 16, color: "#6b7280", mono: true, anchor: "middle" })}
<path d="${scratches.join("")}" stroke="#b7b7b0" stroke-width="2" fill="none"/></g>`,
  );
}

/** A receipt that has been in a pocket. */
export function receiptSvg({ place, amount, seed }: Of<"receipt">): string {
  const random = randomFrom(`receipt ${seed}`);
  const items = Array.from({ length: random.int(3, 6) }, (_, index) => {
    const y = 300 + index * 34;
    return `${text(372, y, random.pick(["Menu of the day", "Coffee", "Water", "Night", "City tax", "Soup", "Ride", "Breakfast"]), { size: 15, mono: true })}${text(570, y, `${random.int(2, 19)},${random.int(10, 99)}`, { size: 15, mono: true })}`;
  });
  const teeth = Array.from(
    { length: 16 },
    (_, index) => `l10 ${index % 2 ? -12 : 12}l10 ${index % 2 ? 12 : -12}`,
  ).join("");
  return photograph(
    seed,
    `<g transform="rotate(${random.int(-8, 8)} 480 380)"><path d="M346 128h320v520h-320z" fill="#000" opacity=".25"/><path d="M330 110h320v530${teeth.replace(/l10/g, "l-10")}z" fill="#fbfaf4"/>
<path d="M330 250q160 22 320 -8M330 480q150 -26 320 12" stroke="#dcd9cc" stroke-width="5" fill="none"/>
${text(490, 170, place, { size: 22, weight: 1.4, anchor: "middle" })}${text(490, 204, "Thank you for your visit", { size: 13, color: "#57534e", anchor: "middle" })}${text(490, 240, "------------------------", { size: 14, mono: true, anchor: "middle" })}
${items.join("")}${text(372, 556, "TOTAL", { size: 20, weight: 1.5, mono: true })}${text(540, 556, amount, { size: 20, weight: 1.5, mono: true })}</g>`,
  );
}
