import { randomFrom } from "../model/random";
import type { Picture } from "../model/types";

type Of<S extends Picture["scene"]> = Extract<Picture, { scene: S }>;

/** Something on a table in a room with a window, a little out of true: what all the photographs are made on. */
export function photograph(seed: number, inside: string): string {
  const random = randomFrom(`photo ${seed}`);
  const walls = ["#cfd6d4", "#d9d2c5", "#c9cfd9", "#d6d6d6"];
  const tables = ["#a9805a", "#8c6d53", "#c0a580", "#6f6a66"];
  const tilt = (random.next() - 0.5) * 5;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="960" height="720" viewBox="0 0 960 720"><defs>
<linearGradient id="wall" x1="0" y1="0" x2="1" y2=".3"><stop offset="0" stop-color="#fff"/><stop offset=".5" stop-color="${random.pick(walls)}"/><stop offset="1" stop-color="#8d9296"/></linearGradient>
<linearGradient id="table" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${random.pick(tables)}"/><stop offset="1" stop-color="#4a3a2e"/></linearGradient>
<linearGradient id="metal" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#e6e8eb"/><stop offset="1" stop-color="#9aa0a8"/></linearGradient>
<radialGradient id="edge" cx=".5" cy=".45" r=".75"><stop offset=".55" stop-color="#000" stop-opacity="0"/><stop offset="1" stop-color="#000" stop-opacity=".45"/></radialGradient>
<radialGradient id="shade" cx=".5" cy=".5" r=".5"><stop offset="0" stop-color="#000" stop-opacity=".5"/><stop offset="1" stop-color="#000" stop-opacity="0"/></radialGradient></defs>
<g transform="rotate(${tilt.toFixed(2)} 480 360) scale(1.08) translate(-36 -28)"><rect x="-40" y="-40" width="1060" height="500" fill="url(#wall)"/>
<rect x="-40" y="440" width="1060" height="340" fill="url(#table)"/><path d="M-40 440H1020" stroke="#3b2f26" stroke-width="3" opacity=".5"/>${inside}</g>
<rect width="960" height="720" fill="url(#edge)"/></svg>`;
}

/** A printer that holds on to its paper. */
export function printerSvg({ seed }: Of<"printer">): string {
  const random = randomFrom(`printer ${seed}`);
  const body = random.pick(["#e7e9ec", "#3d434b", "#f2efe9"]);
  const dark = random.pick(["#2a2f36", "#4b5259"]);
  const crumple = Array.from(
    { length: 7 },
    (_, index) => `${340 + index * 46},${418 + (index % 2 ? 26 : 0) + random.int(-8, 8)}`,
  );
  return photograph(
    seed,
    `<ellipse cx="480" cy="590" rx="330" ry="56" fill="url(#shade)"/><rect x="220" y="250" width="520" height="330" rx="20" fill="${body}"/>
<rect x="220" y="250" width="520" height="330" rx="20" fill="#000" opacity=".06"/><path d="M250 250l30 -70h400l30 70z" fill="${body}"/><path d="M290 236l18 -44h344l18 44z" fill="${dark}" opacity=".85"/>
<rect x="600" y="278" width="112" height="70" rx="6" fill="#10151c"/><rect x="608" y="286" width="96" height="40" fill="#f59e0b"/><path d="M656 292l12 22h-24z" fill="#10151c"/><circle cx="620" cy="338" r="4" fill="#ef4444"/>
<rect x="290" y="396" width="380" height="40" rx="6" fill="#0d1116"/><polygon points="330,410 ${crumple.join(" ")} 640,410 620,${470 + random.int(0, 30)} 350,${480 + random.int(0, 30)}" fill="#fdfdfb" stroke="#c7c7c2"/>
<path d="M${380 + random.int(0, 40)} 440l60 24M470 430l90 34" stroke="#bdbdb8" fill="none"/><rect x="250" y="490" width="460" height="64" rx="8" fill="${dark}" opacity=".5"/><rect x="430" y="514" width="100" height="12" rx="6" fill="#000" opacity=".4"/>`,
  );
}

/** A monitor with stripes across what it should show. */
export function monitorSvg({ seed }: Of<"monitor">): string {
  const random = randomFrom(`monitor ${seed}`);
  const glow = random.pick(["#1d4ed8", "#0f766e", "#111827", "#1e293b"]);
  const stripes = Array.from(
    { length: random.int(6, 16) },
    () =>
      `<rect x="206" y="${random.int(140, 440)}" width="548" height="${random.int(2, 16)}" fill="${random.pick(["#fff", "#7dd3fc", "#f0abfc", "#000"])}" opacity="${(0.2 + random.next() * 0.5).toFixed(2)}"/>`,
  );
  const cup = `<ellipse cx="830" cy="560" rx="60" ry="14" fill="url(#shade)"/><path d="M790 480h80l-8 76q-32 12 -64 0z" fill="${random.pick(["#b91c1c", "#f5f5f4", "#0369a1"])}"/><ellipse cx="830" cy="480" rx="40" ry="10" fill="#3b2314"/>`;
  return photograph(
    seed,
    `<ellipse cx="480" cy="590" rx="240" ry="40" fill="url(#shade)"/><path d="M430 460h100l14 110h-128z" fill="url(#metal)"/><ellipse cx="480" cy="575" rx="150" ry="22" fill="#7b828b"/>
<rect x="180" y="110" width="600" height="366" rx="14" fill="#15181d"/><rect x="206" y="134" width="548" height="312" fill="${glow}"/><path d="M206 134h300l-180 312h-120z" fill="#fff" opacity=".07"/>${stripes.join("")}<circle cx="480" cy="460" r="4" fill="#4ade80"/>${cup}
<rect x="250" y="620" width="430" height="70" rx="10" fill="#2b3038"/><path d="M270 640h390M270 656h390M270 672h390" stroke="#596069" stroke-width="9" stroke-dasharray="22 5"/>`,
  );
}

/** A laptop after its accident. */
export function laptopSvg({ damage, seed }: Of<"laptop">): string {
  const random = randomFrom(`laptop ${seed}`);
  const keys = Array.from({ length: 5 }, (_, row) =>
    Array.from({ length: 13 }, (_, key) => {
      const isMissing = damage === "keys" && random.chance(0.06);
      return `<rect x="${242 + key * 37 - row * 4}" y="${456 + row * 30}" width="31" height="24" rx="4" fill="${isMissing ? "#7c8087" : "#23272e"}"/>`;
    }).join(""),
  );
  return photograph(
    seed,
    `<ellipse cx="480" cy="660" rx="380" ry="50" fill="url(#shade)"/><path d="M230 120h500l16 310h-532z" fill="#171a1f"/><path d="M250 138h460l14 276h-488z" fill="${damage === "cracked" ? "#1e3a5f" : "#0b0d10"}"/><path d="M250 138h230l-90 276h-154z" fill="#fff" opacity=".06"/>
<path d="M206 430h548l70 230h-688z" fill="url(#metal)"/>${keys.join("")}<path d="M400 616h160l6 36h-172z" fill="#b3b8bf" stroke="#8d939b"/>${damages(damage, random)}`,
  );
}

function damages(damage: Of<"laptop">["damage"], random: ReturnType<typeof randomFrom>): string {
  if (damage === "coffee") {
    return `<path d="M${300 + random.int(0, 60)} 470q90 -40 190 10q120 10 110 80q30 90 -110 80q-150 40 -200 -60q-50 -70 10 -110z" fill="#4a2a12" opacity=".72"/><path d="M350 500q60 -20 120 6" stroke="#a8764a" stroke-width="8" fill="none" opacity=".6" stroke-linecap="round"/><path d="M720 560l86 -60l40 52l-92 58q-40 -10 -34 -50z" fill="#f3f4f6"/><ellipse cx="828" cy="526" rx="26" ry="34" transform="rotate(52 828 526)" fill="#d6d3d1"/>`;
  }
  if (damage === "cracked") {
    const [x, y] = [random.int(420, 540), random.int(230, 310)];
    const cracks = Array.from({ length: 15 }, (_, index) => {
      const angle = (index / 15) * 6.28 + random.next() * 0.3;
      const [dx, dy] = [Math.cos(angle), Math.sin(angle)];
      return `M${x} ${y}L${Math.round(x + dx * 60 + random.int(-14, 14))} ${Math.round(y + dy * 46)}L${Math.round(x + dx * random.int(90, 150))} ${Math.round(y + dy * random.int(52, 72))}`;
    });
    return `<path d="${cracks.join("")}" stroke="#e5f0ff" stroke-width="2.2" fill="none" opacity=".85"/><circle cx="${x}" cy="${y}" r="13" fill="#e5f0ff" opacity=".6"/>`;
  }
  return `<path d="M420 604q60 -26 120 0q30 40 0 52h-120q-30 -20 0 -52z" fill="#fff" opacity=".25"/>`;
}
