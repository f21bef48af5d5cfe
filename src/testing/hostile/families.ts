import { gzipSync } from "node:zlib";
import type { AttackBuilder, Attack, Family } from "./attack";
import type { Target } from "./targets";
import { encodings, killers, searches, sizes, type HostileText } from "./texts";
import { wrongBodies, wrongTypes, wrongValues } from "./values";

/** Families of requests that are HTTP as it should be, and wrong in what they say. */
export function contentFamilies(builder: AttackBuilder, targets: readonly Target[]): Family[] {
  return [
    { name: "sizes", attacks: texts(builder, targets, sizes, 5) },
    { name: "encodings", attacks: texts(builder, targets, encodings, 6) },
    { name: "killer texts", attacks: texts(builder, targets, killers, 8) },
    { name: "search", attacks: searching(builder, targets) },
    { name: "parameters", attacks: parameters(builder, targets) },
    { name: "values", attacks: values(builder, targets) },
    { name: "bodies", attacks: bodies(builder, targets) },
    { name: "forms", attacks: forms(builder, targets) },
    { name: "ids in paths", attacks: ids(builder, targets) },
  ];
}

/** Each text into each field that takes one, the rest of the body being good. */
function texts(
  builder: AttackBuilder,
  targets: readonly Target[],
  list: HostileText[],
  count: number,
): Attack[] {
  return targets.flatMap((target) =>
    target.texts.flatMap((field) =>
      builder.some(list, count).map(({ name, text }) => {
        const body = JSON.stringify({ ...target.body, [field]: text });
        return builder.makeJson(target, `${field} = ${name}`, body, { typed: { field, text } });
      }),
    ),
  );
}

function searching(builder: AttackBuilder, targets: readonly Target[]): Attack[] {
  return targets
    .filter(({ method, parameters: names }) => method === "GET" && names.includes("q"))
    .flatMap((target) =>
      [...builder.some(searches, 18), ...builder.some([...encodings, ...killers], 6)].map(({ name, text }) =>
        builder.make(target, `q = ${name}`, { query: `?q=${percent(text.slice(0, 2_000))}` }),
      ),
    );
}

/** Parameters that are repeated, missing their value, of another kind, or nobody's. */
function parameters(builder: AttackBuilder, targets: readonly Target[]): Attack[] {
  return targets.flatMap((target) => {
    const names = target.parameters.length > 0 ? target.parameters : ["limit"];
    const tricks = (name: string): string[] => [
      `${name}`,
      `${name}=`,
      `${name}=${name}`,
      `${name}=1&${name}=2`,
      `${name}=x&${name}=x&${name}=y`,
      `${name}[]=1&${name}[$ne]=1&${name}[__proto__]=1`,
      `${name}={"a":1}`,
      `${name}=${"1,".repeat(300)}`,
      `${name}=${Array.from({ length: 300 }, (_, index) => `v${index}`).join(",")}`,
      Array.from({ length: 300 }, (_, index) => `${name}=v${index}`).join("&"),
      ...[
        "-1",
        "0",
        "1e9",
        "99999999999999999999",
        "NaN",
        "Infinity",
        "1.5",
        "%00",
        "%ff%fe",
        "%",
        "%u0041",
        "+",
      ].map((value) => `${name}=${value}`),
      ...[
        "0000-00-00",
        "9999-12-31T23:59:59.999Z",
        "275760-09-13",
        "2026-02-30T00:00:00Z",
        "now",
        "-1 day",
      ].map((value) => `${name}=${value.replaceAll(" ", "%20")}`),
      `${name}=${"x".repeat(7_000)}`,
      `${name}=${"x".repeat(9_000)}`,
      `__proto__[polluted]=1&constructor=1&${name}=1`,
      "&&&===&&",
      `${"a=1&".repeat(1_500)}${name}=1`,
    ];
    return builder
      .some(
        names.flatMap((name) => tricks(name)),
        Math.max(4, names.length * 3),
      )
      .map((query) =>
        builder.make(target, `?${query.slice(0, 40)}`, { query: `?${query}`, ...noBody(target) }),
      );
  });
}

/** Each field of a body with what does not belong there. */
function values(builder: AttackBuilder, targets: readonly Target[]): Attack[] {
  return targets.flatMap((target) =>
    target.body === null
      ? []
      : Object.keys({
          ...target.body,
          ...Object.fromEntries(target.texts.map((name) => [name, ""])),
        }).flatMap((field) =>
          builder.some(wrongValues, 6).map((value) => {
            const others = Object.entries(target.body ?? {}).filter(([name]) => name !== field);
            const parts = [...others.map(([name, good]) => [name, JSON.stringify(good)]), [field, value]];
            const body = `{${parts.map(([name, json]) => `${JSON.stringify(name)}:${json}`).join(",")}}`;
            return builder.makeJson(target, `${field} = ${value.slice(0, 40)}`, body);
          }),
        ),
  );
}

/** Bodies that are no JSON, too much of it, of another type, or packed. */
function bodies(builder: AttackBuilder, targets: readonly Target[]): Attack[] {
  return targets.flatMap((target) => {
    const good = JSON.stringify(target.body ?? {});
    const count = target.method === "GET" ? 1 : 3;
    return [
      ...builder.some(wrongBodies, count).map(({ name, body }) => builder.makeJson(target, name, body)),
      ...builder.some(wrongTypes, count).map((type) =>
        builder.make(target, `type ${type.slice(0, 40)}`, {
          body: Buffer.from(good),
          more: [["Content-Type", type]],
        }),
      ),
      ...builder.some(["gzip", "deflate", "br", "gzip, gzip", "nonsense"], 1).map((encoding) =>
        builder.make(target, `packed as ${encoding}`, {
          body: gzipSync(Buffer.alloc(200_000, "x")),
          more: [
            ["Content-Type", "application/json"],
            ["Content-Encoding", encoding],
          ],
        }),
      ),
      builder.make(target, "in chunks", {
        body: Buffer.from(good),
        manner: "chunked",
        more: [["Content-Type", "application/json"]],
      }),
    ];
  });
}

/** Multipart that is broken, where files are taken and where next-auth reads forms. */
function forms(builder: AttackBuilder, targets: readonly Target[]): Attack[] {
  const part = (head: string, content = "x"): string => `--b\r\n${head}\r\n\r\n${content}\r\n`;
  const file = (name: string): string => `Content-Disposition: form-data; name="file"; filename="${name}"`;
  const broken: [string, string][] = [
    ["no end", part(file("a.txt"))],
    ["no part", "--b--\r\n"],
    ["no boundary", "x".repeat(1_000)],
    ["no name", `${part("Content-Disposition: form-data")}--b--`],
    ["no content disposition", `${part("X: y")}--b--`],
    ["half a head", "--b\r\nContent-Disposition: form-da"],
    ["a head of 200 kB", `${part(`X: ${"y".repeat(200_000)}`)}--b--`],
    ["5,000 heads", `${part("X: y\r\n".repeat(5_000) + file("a"))}--b--`],
    ["3,000 parts", `${part(file("a")).repeat(3_000)}--b--`],
    ["20,000 parts of nothing", `${"--b\r\n\r\n\r\n".repeat(20_000)}--b--`],
    ["3,000 fields", `${part('Content-Disposition: form-data; name="internal"', "true").repeat(3_000)}--b--`],
    [
      "a field of 300 kB",
      `${part('Content-Disposition: form-data; name="commentId"', "x".repeat(300_000))}--b--`,
    ],
    ...["../../etc/passwd", "a\u0000b", "\u202egpj.exe", "x".repeat(5_000), "", "con", "a\\b", '%22;"'].map(
      (name): [string, string] => [
        `file named ${JSON.stringify(name.slice(0, 20))}`,
        `${part(file(name))}--b--`,
      ],
    ),
    [
      "an image that is none",
      `${part(`${file("a.png")}\r\nContent-Type: image/png`, "\u0089PNG\r\n\u001a\n")}--b--`,
    ],
    [
      "script as picture",
      `${part(`${file("a.svg")}\r\nContent-Type: image/svg+xml`, "<svg onload=alert(1)>")}--b--`,
    ],
    ["base64", `${part(`${file("a")}\r\nContent-Transfer-Encoding: base64`, "eA==")}--b--`],
    [
      "two names",
      `${part('Content-Disposition: form-data; name="file"; name="internal"; filename="a"')}--b--`,
    ],
  ];
  return targets
    .filter(
      ({ takesForm, pattern, method }) => takesForm || (pattern.includes("nextauth") && method === "POST"),
    )
    .flatMap((target) =>
      builder.some(broken, 14).map(([name, body]) =>
        builder.make(target, `form with ${name}`, {
          body: Buffer.from(body),
          more: [["Content-Type", "multipart/form-data; boundary=b"]],
        }),
      ),
    );
}

/** What stands in a path where an id should. */
function ids(builder: AttackBuilder, targets: readonly Target[]): Attack[] {
  const wrong = [
    ...builder.world.strangeIds,
    "0",
    "-1",
    "1e3",
    "99999999999999999999",
    "null",
    "%00",
    "a%00b",
    "%ff",
    "%F0%9F%98%80",
    "%2e%2e",
    "%2f",
    "..%2f..%2fetc%2fpasswd",
    "'%20OR%201=1--",
    "__proto__",
    "constructor",
    "00000000-0000-0000-0000-000000000000",
    "zzzzzzzz-zzzz-zzzz-zzzz-zzzzzzzzzzzz",
    "x".repeat(5_000),
    "%",
    "%E0%A4%A",
    "%C0%AF",
    ";a=b",
    "%E2%80%AE",
  ];
  return targets
    .filter(({ pattern }) => /\[\w+\]/.test(pattern))
    .flatMap((target) =>
      builder.some(wrong, 5).map((id) => {
        const attack = builder.make(target, `id ${id.slice(0, 30)}`, noBody(target));
        const path = target.pattern.replace(/\[\w+\]/g, () => id);
        return { ...attack, request: { ...attack.request, path } };
      }),
    );
}

function noBody(target: Target): { body?: Buffer; more?: [string, string][] } {
  return target.body === null
    ? {}
    : { body: Buffer.from(JSON.stringify(target.body)), more: [["Content-Type", "application/json"]] };
}

/** As encodeURIComponent, but also of half a character, as the bytes that a careless program would send. */
function percent(text: string): string {
  return [...Buffer.from(text, "utf8")].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
}
