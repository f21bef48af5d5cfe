import { randomFrom } from "../model/random";
import type { Picture } from "../model/types";
import { text } from "./text";

type Of<S extends Picture["scene"]> = Extract<Picture, { scene: S }>;

/** The plan of a floor, with a room marked. */
export function floorSvg({ floor, room, seed }: Of<"floor">): string {
  const random = randomFrom(`floor ${seed}`);
  const names = ["Kitchen", "Lab", "Quiet room", "Store", "Stairs", "Copy"];
  const top = roomsIn(random, 60, 110, 840, 150);
  const bottom = roomsIn(random, 60, 360, 840, 150);
  const all = [...top, ...bottom];
  const marked = random.int(0, all.length - 1);
  const drawn = all.map(({ x, y, width, height }, index) => {
    const isHere = index === marked;
    const name = isHere ? room : (names[index % names.length] ?? "");
    const door = y < 300 ? y + height : y;
    return `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${isHere ? "#fde68a" : "#ffffff"}" stroke="#374151" stroke-width="3"/>
<path d="M${x + 18} ${door}h30" stroke="#f3f4f6" stroke-width="5"/><path d="M${x + 18} ${door}a30 30 0 0 ${y < 300 ? 0 : 1} 30 ${y < 300 ? 30 : -30}" stroke="#9ca3af" fill="none"/>
${text(x + width / 2, y + height / 2 + 6, name, { size: width > 110 ? 15 : 12, color: "#374151", anchor: "middle" })}`;
  });
  const here = all[marked];
  const pin = here
    ? `<path d="M${here.x + here.width / 2} ${here.y + 52}q-16 -20 -16 -30a16 16 0 0 1 32 0q0 10 -16 30z" fill="#dc2626"/><circle cx="${here.x + here.width / 2}" cy="${here.y + 22}" r="6" fill="#fff"/>`
    : "";
  const desks = Array.from(
    { length: 9 },
    (_, index) =>
      `<rect x="${90 + index * 90}" y="${index % 2 ? 292 : 304}" width="46" height="20" rx="3" fill="#dbeafe" stroke="#93c5fd"/>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="960" height="570"><rect width="960" height="570" fill="#f3f4f6"/>
${text(60, 66, floor, { size: 24, weight: 1.4 })}${text(60, 90, "Larkmoor Instruments, plan without guarantee", { size: 12, color: "#6b7280" })}
<rect x="60" y="110" width="840" height="400" fill="#f9fafb" stroke="#111827" stroke-width="5"/>${desks.join("")}${drawn.join("")}${pin}
<path d="M880 40v40M868 54l12 -16l12 16" stroke="#374151" stroke-width="3" fill="none"/>${text(880, 100, "N", { size: 14, anchor: "middle" })}</svg>`;
}

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

function roomsIn(
  random: ReturnType<typeof randomFrom>,
  x: number,
  y: number,
  width: number,
  height: number,
): Box[] {
  const count = random.int(4, 6);
  const cuts = Array.from({ length: count - 1 }, (_, index) =>
    Math.round((width * (index + 1 + (random.next() - 0.5) * 0.5)) / count),
  );
  return [0, ...cuts].map((cut, index) => ({ x: x + cut, y, width: (cuts[index] ?? width) - cut, height }));
}

/** A cabinet full of cables, photographed from too near. */
export function rackSvg({ seed }: Of<"rack">): string {
  const random = randomFrom(`rack ${seed}`);
  const colors = ["#2563eb", "#dc2626", "#f59e0b", "#16a34a", "#9ca3af", "#7c3aed"];
  const panels = [90, 230, 370, 510].map((y, panel) => {
    const ports = Array.from({ length: 20 }, (_, index) => {
      const light = random.chance(0.6) ? "#4ade80" : "#1f2937";
      return `<rect x="${104 + index * 37}" y="${y + 26}" width="26" height="22" rx="2" fill="#0b0d10" stroke="#4b5563"/><circle cx="${117 + index * 37}" cy="${y + 16}" r="3" fill="${light}"/>`;
    });
    return `<rect x="80" y="${y}" width="800" height="66" rx="4" fill="#2b3038" stroke="#11141a" stroke-width="3"/>${ports.join("")}${text(92, y + 16, `SW-${panel + 1}`, { size: 10, color: "#9ca3af" })}`;
  });
  const cables = Array.from({ length: 34 }, () => {
    const from = 117 + random.int(0, 19) * 37;
    const to = 117 + random.int(0, 19) * 37;
    const top = [127, 267, 407][random.int(0, 2)] ?? 127;
    const sag = random.int(60, 190);
    return `<path d="M${from} ${top}C${from} ${top + sag} ${to} ${top + sag - 40} ${to} ${top + 140}" stroke="${random.pick(colors)}" stroke-width="7" fill="none" stroke-linecap="round"/>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="960" height="680"><rect width="960" height="680" fill="#15181d"/>
<rect x="40" y="40" width="30" height="620" fill="#3b424d"/><rect x="890" y="40" width="30" height="620" fill="#3b424d"/>${panels.join("")}<g opacity=".55" transform="translate(6 8)">${cables.join("").replace(/stroke="#[0-9a-f]+"/g, 'stroke="#000"')}</g>${cables.join("")}</svg>`;
}
