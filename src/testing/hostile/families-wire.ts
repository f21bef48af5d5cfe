import type { AttackBuilder, Attack, Family } from "./attack";
import type { Target } from "./targets";

const METHODS = [
  "GET",
  "HEAD",
  "POST",
  "PUT",
  "PATCH",
  "DELETE",
  "OPTIONS",
  "TRACE",
  "PROPFIND",
  "PURGE",
  "QUERY",
];
const BIG_BYTES = 60_000_000;

/** Families of requests that are wrong in their head, their path, or in how they travel. */
export function wireFamilies(builder: AttackBuilder, targets: readonly Target[]): Family[] {
  return [
    { name: "headers", attacks: headers(builder, targets) },
    { name: "methods and paths", attacks: [...methods(builder, targets), ...paths(builder)] },
    { name: "broken HTTP", attacks: brokenHttp(builder) },
    { name: "slow, cut and huge bodies", attacks: journeys(builder, targets) },
  ];
}

function headers(builder: AttackBuilder, targets: readonly Target[]): Attack[] {
  const long = "x".repeat(6_000);
  const tricks: [string, string][][] = [
    [["Host", "evil.example"]],
    [["Host", "OTHER.EXAMPLE."]],
    [["Host", "other.example:443"]],
    [["Host", "[::1"]],
    [["Host", "a b"]],
    [["Host", ""]],
    [["Host", "x".repeat(3_000)]],
    [["Host", "xn--a-ecp.ru"]],
    [["Origin", "null"]],
    [["Origin", "https://evil.example"]],
    [["Origin", "http://localhost.evil.example"]],
    [["Origin", long]],
    [["Sec-Fetch-Site", "cross-site"]],
    [["Cookie", "next-auth.session-token=x; next-auth.session-token=y"]],
    [["Cookie", `next-auth.session-token=${long}`]],
    [["Cookie", "a".repeat(4_000)]],
    [["Cookie", "__Host-next-auth.session-token=; __proto__=1; =; ;;"]],
    [["Cookie", "next-auth.session-token.0=a; next-auth.session-token.1=b"]],
    [["Authorization", "Bearer"]],
    [["Authorization", `Bearer ${long}`]],
    [["Authorization", "Basic YTpi"]],
    [["Authorization", "Bearer a, Bearer b"]],
    [["X-Forwarded-For", ", ,,unknown, 999.1.1.1, ::ffff:1.2.3.4"]],
    [["X-Forwarded-For", Array(800).fill("1.1.1.1").join(",")]],
    [["X-Forwarded-Host", "evil.example"]],
    [["X-Forwarded-Proto", "javascript"]],
    [["Forwarded", 'for="_x";host=evil.example;proto=https']],
    [["X-Helpejo-Client-Address", "127.0.0.1"]],
    [["X-Request-Id", "\u00ff\u00fe"]],
    [["X-Middleware-Subrequest", "middleware:middleware:middleware:middleware:middleware"]],
    [["X-HTTP-Method-Override", "DELETE"]],
    [["Idempotency-Key", ""]],
    [["Idempotency-Key", " "]],
    [["Idempotency-Key", "k".repeat(201)]],
    [["Idempotency-Key", "\u00e9\u0080"]],
    [
      ["Idempotency-Key", "one"],
      ["Idempotency-Key", "two"],
    ],
    [["Helpejo-Person", "__proto__"]],
    [["Accept", "application/xml;q=0"]],
    [["Accept-Language", "x-".repeat(1_000)]],
    [["Accept-Encoding", "*;q=0"]],
    [["If-None-Match", '"x", W/"y", *']],
    [["Range", "bytes=0-0,1-1,2-2,-1,99999999999-"]],
    [["Range", `bytes=${"0-,".repeat(1_500)}0-`]],
    [["Expect", "100-continue"]],
    [["Expect", "nonsense"]],
    [["Upgrade", "h2c"]],
    [["Next-Action", "0".repeat(40)]],
    [
      ["RSC", "1"],
      ["Next-Router-State-Tree", "%5B%22"],
    ],
    [["User-Agent", "\u00a7".repeat(2_000)]],
    [
      ["Access-Control-Request-Method", "DELETE"],
      ["Origin", "https://evil.example"],
    ],
  ];
  return targets.flatMap((target) =>
    builder.some(tricks, 4).map((more) => {
      const body = target.body === null ? {} : { body: Buffer.from(JSON.stringify(target.body)) };
      const type: [string, string][] = target.body === null ? [] : [["Content-Type", "application/json"]];
      const [name = "", value = ""] = more[0] ?? [];
      const trick = `${name}: ${value.slice(0, 30)}`;
      // Node's parser may refuse the header itself.
      return builder.make(target, trick, { ...body, more: [...type, ...more] }, { breaksHttp: true });
    }),
  );
}

function methods(builder: AttackBuilder, targets: readonly Target[]): Attack[] {
  return targets.flatMap((target) =>
    builder
      .some(METHODS, 2)
      .map((method) =>
        builder.make(target, `as ${method}`, { method }, { breaksHttp: /^[PQ]UR|QUERY/.test(method) }),
      ),
  );
}

function paths(builder: AttackBuilder): Attack[] {
  const tricks = [
    "//api/tickets",
    "/api//tickets",
    "/api/./tickets",
    "/api/../api/tickets",
    "/api/%2e%2e/admin/users",
    "/api/tickets%00",
    "/api/tickets/%00",
    "/api/tickets\\..\\admin",
    "/API/TICKETS",
    "/api/tickets/",
    "/api/tickets;x=y",
    "/api/tickets?%00",
    "/api/tickets#fragment",
    "/api/%74ickets",
    "/%61pi/tickets",
    "/api/tickets/1/2/3/4/5/6/7/8",
    `/api/${"a/".repeat(1_000)}`,
    `/api/tickets/${"%2f".repeat(1_000)}`,
    `/${"x".repeat(10_000)}`,
    "http://evil.example/api/tickets",
    "//evil.example/",
    "/.//evil.example",
    "/\\evil.example",
    "*",
    "/health/../metrics",
    "/metrics",
    "/metrics/",
    "//metrics",
    "/ready?x",
    "/_next/../../.env",
    "/_next/static/..%2f..%2f..%2fpackage.json",
    "/_next/image?url=http://127.0.0.1/&w=64&q=75",
    "/_next/data/x/index.json",
    "/.env",
    "/server.ts",
    "/%c0%ae%c0%ae/",
    "/api/auth/callback/credentials",
    "/api/auth/signin/nobody",
    "/api/auth/__proto__",
    "/api/auth/%00",
    "/api/auth/callback/__proto__?callbackUrl=/.//evil.example",
    "/api/auth/signin?callbackUrl=https://evil.example&callbackUrl=javascript:alert(1)",
    "/socket.io",
    "/socket.io/socket.io.js",
    "/socket.io/?EIO=4&transport=polling&j=0",
    "/socket.io/?EIO=4&transport=polling&sid=__proto__",
    "/socket.io/%2e%2e/api/tickets",
  ];
  return builder.some(tricks, tricks.length).map((path) => ({
    what: `path ${path.slice(0, 60)}`,
    by: null,
    breaksHttp: true,
    request: { method: builder.random.pick(["GET", "GET", "POST"]), path, headers: builder.who(null) },
  }));
}

function brokenHttp(builder: AttackBuilder): Attack[] {
  const body = Buffer.from('{"title":"broken on its way"}');
  const tricks: [string, readonly (readonly [string, string])[]][] = [
    [
      "two lengths",
      [
        ["Content-Length", "5"],
        ["Content-Length", "29"],
      ],
    ],
    [
      "length and chunks",
      [
        ["Content-Length", "29"],
        ["Transfer-Encoding", "chunked"],
      ],
    ],
    ["chunks that are none", [["Transfer-Encoding", "chunked"]]],
    ["chunks twice", [["Transfer-Encoding", "chunked, chunked"]]],
    ["unknown coding", [["Transfer-Encoding", "gzip, chunked"]]],
    ["negative length", [["Content-Length", "-1"]]],
    ["length in hex", [["Content-Length", "0x1d"]]],
    ["length with plus", [["Content-Length", "+29"]]],
    ["a length no number holds", [["Content-Length", "99999999999999999999"]]],
    [
      "two hosts",
      [
        ["Host", "a.example"],
        ["Host", "b.example"],
      ],
    ],
    ["a header without name", [["", "x"]]],
    ["a space before the colon", [["X-A ", "x"]]],
    ["a folded header", [["X-A", "x\r\n y"]]],
    ["a NUL in a header", [["X-A", "x\u0000y"]]],
    ["a bare line feed", [["X-A", "x\nX-Injected: y"]]],
    ["3,000 headers", Array.from({ length: 3_000 }, (_, index) => [`X-${index}`, "y"] as const)],
    ["100 kB of headers", [["X-A", "y".repeat(100_000)]]],
  ];
  const paths = [
    "/api/tickets",
    "/api/token",
    "/api/auth/callback/credentials",
    "/socket.io/?EIO=4&transport=polling",
  ];
  return builder.some(paths, paths.length).flatMap((path) =>
    builder.some(tricks, 6).map(([name, more]) => ({
      what: `POST ${path}: ${name}`,
      by: null,
      breaksHttp: true,
      request: { method: "POST", path, headers: [...builder.who(null), ...more], body },
    })),
  );
}

/** Bodies that come slowly, not whole, as less than was said, or as 60 MB nobody asked for. */
function journeys(builder: AttackBuilder, targets: readonly Target[]): Attack[] {
  const writing = targets.filter(({ method }) => method !== "GET" && method !== "HEAD");
  const type: [string, string] = ["Content-Type", "application/json"];
  const huge = Buffer.alloc(builder.isLong ? BIG_BYTES : BIG_BYTES / 6, "x");
  const unasked = builder.some(
    writing.filter(({ pattern }) =>
      /auth|token|register|first-run|invitation|tickets$|attachments$/.test(pattern),
    ),
    8,
  );
  return [
    ...builder.some(writing, 12).flatMap((target) => {
      const body = Buffer.from(JSON.stringify(target.body ?? {}).padEnd(400));
      return [
        builder.make(target, "drop by drop", { body, more: [type], manner: "slow" }),
        builder.make(target, "broken off", { body, more: [type], manner: "cut" }, { isCut: true }),
        builder.make(
          target,
          "60 MB declared, little sent",
          { body, manner: "cut", more: [type, ["Content-Length", String(BIG_BYTES)]] },
          { isCut: true },
        ),
      ];
    }),
    ...unasked.map((target) =>
      builder.make(target, `${huge.length} bytes`, { body: huge, more: [type] }, { breaksHttp: true }),
    ),
    ...unasked.map((target) => {
      const attack = builder.make(target, `${huge.length} bytes in chunks, by nobody`, {
        body: huge,
        more: [type],
        manner: "chunked",
      });
      return { ...attack, by: null, breaksHttp: true, request: { ...attack.request, headers: [type] } };
    }),
  ];
}
