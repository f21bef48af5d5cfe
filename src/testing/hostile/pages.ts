import { readdirSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "@/server/process/root";
import type { AttackBuilder, Attack, Family } from "./attack";
import { killers, searches } from "./texts";

/** Every page under src/app as an address with brackets, found in the folder itself. */
export function listPages(): string[] {
  return readdirSync(join(projectRoot(), "src", "app"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith("page.tsx"))
    .map((name) => `/${name.replace(/\/?page\.tsx$/, "")}`.replace(/\/\([^)]+\)/g, "") || "/")
    .sort();
}

const QUERIES = [
  "callbackUrl=/.//evil.example",
  "callbackUrl=//evil.example",
  "callbackUrl=https:evil.example",
  "callbackUrl=/\\evil.example",
  "callbackUrl=javascript:alert(1)",
  "callbackUrl=%09//evil.example",
  "callbackUrl=/a&callbackUrl=https://evil.example",
  "callbackUrl[]=x",
  "error=<script>alert(1)</script>",
  "error=RateLimited:99999999999999999999",
  "error=__proto__",
  "token=%00",
  "token=x&token=y",
  `token=${"x".repeat(8_000)}`,
  "status=open,open,nonsense",
  `status=${"open,".repeat(400)}`,
  "assignee=__proto__",
  "sort=-nonsense",
  "page=-1&limit=99999999999",
  "cursor=AAAA",
  "view=%ff%fe",
  "_rsc=1",
  "__nextLocale=x",
  `${"a=1&".repeat(2_000)}`,
];
const HEADERS: [string, string][][] = [
  [["RSC", "1"]],
  [
    ["RSC", "1"],
    ["Next-Router-State-Tree", "%5B%22%22%5D"],
  ],
  [
    ["RSC", "1"],
    ["Next-Router-Prefetch", "1"],
    ["Next-Router-State-Tree", "nonsense"],
  ],
  [
    ["Next-Router-Segment-Prefetch", "/_tree"],
    ["RSC", "1"],
  ],
  [["Next-Action", "0".repeat(42)]],
  [["Accept-Language", "de-".repeat(500)]],
  [["Host", "evil.example"]],
  [["X-Forwarded-Host", "evil.example"]],
  [["Cookie", "theme=\u0000; __proto__=1"]],
  [["X-Nonce", "'unsafe-inline'"]],
];

/** Pages with hostile addresses and headers, and pages that show what attackers wrote. */
export function pageFamilies(builder: AttackBuilder): Family[] {
  const pages = listPages();
  const ids = [
    ...builder.world.ticketIds,
    ...builder.world.strangeIds,
    "%00",
    "%ff",
    "0",
    "__proto__",
    "x".repeat(5_000),
  ];
  const fill = (page: string): string => page.replace(/\[[^\]]+\]/g, () => builder.random.pick(ids));
  const attacks = pages.flatMap((page) => [
    ...builder.some(QUERIES, QUERIES.length).map((query) => visit(builder, `${fill(page)}?${query}`)),
    ...builder
      .some([...searches, ...killers], 5)
      .map(({ text }) =>
        visit(builder, `${fill(page)}?q=${encodeURIComponent(text.slice(0, 1_500)).replaceAll("%20", "+")}`),
      ),
    ...HEADERS.map((headers) => visit(builder, fill(page), headers)),
    visit(builder, fill(page), [["Content-Type", "text/plain"]], "POST"),
  ]);
  const shown = builder.world.ticketIds.flatMap((id) => [
    visit(builder, `/tickets/${id}`),
    visit(builder, `/tickets/${id}`),
  ]);
  return [
    { name: "pages", attacks },
    { name: "pages of what was written", attacks: [...shown, ...shown] },
  ];
}

/** A person opens an address in a browser. */
function visit(builder: AttackBuilder, path: string, more: [string, string][] = [], method = "GET"): Attack {
  const by = builder.random.chance(0.15) ? null : builder.random.pick(builder.world.attackers);
  const cookie: [string, string][] = by === null ? [] : [["Cookie", `next-auth.session-token=${by.cookie}`]];
  return {
    what: `page ${path.slice(0, 80)} ${more.map(([name]) => name).join(" ")}`,
    by,
    breaksHttp: true,
    request: { method, path, headers: [["Accept", "text/html"], ...builder.who(null), ...cookie, ...more] },
  };
}
