import fc from "fast-check";

/** Something that a client says: JSON as it stands in the packet, with the binary parts that belong to it. */
export interface Words {
  json: string;
  parts: Buffer[];
}

const KNOWN = ["ticket:join", "ticket:leave", "ticket:read", "typing:start", "typing:stop", "presence:set"];
/** Names that mean something to JavaScript, to Socket.IO or to us, and that clients have no business with. */
const ODD = [
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "hasOwnProperty",
  "error",
  "message",
  "connection",
  "ticket:created",
  "session:ended",
  "session:ready",
  "",
  " ",
  "\u0000",
  "TICKET:JOIN",
  "x".repeat(5_000),
];

/** Any JSON, mostly small, sometimes with keys of JavaScript's own. */
const anyJson: fc.Arbitrary<string> = fc.oneof(
  fc.json({ maxDepth: 4 }),
  fc.json({ maxDepth: 4, stringUnit: "binary" }),
  fc.constantFrom(
    "null",
    "[]",
    "{}",
    "-0",
    "1e999",
    "1e-999",
    '"\\ud800"',
    '{"__proto__":{"ok":true}}',
    '{"constructor":{"prototype":{"polluted":1}}}',
    '{"ticketId":{"toString":"x"}}',
    '{"length":4294967295}',
    '{"_placeholder":true,"num":0}',
    '{"type":"Buffer","data":[1,2,3]}',
  ),
);

/** Deep, long and wide ones, which are refused rather than looked at. */
const bigJson: fc.Arbitrary<string> = fc.oneof(
  fc.integer({ min: 1, max: 30_000 }).map((depth) => "[".repeat(depth) + "]".repeat(depth)),
  fc.integer({ min: 1, max: 5_000 }).map((depth) => '{"a":'.repeat(depth) + "1" + "}".repeat(depth)),
  fc.integer({ min: 1, max: 90_000 }).map((length) => `{"ticketId":"${"x".repeat(length)}"}`),
  fc.integer({ min: 1, max: 30_000 }).map((length) => `[${"0,".repeat(length)}0]`),
);

const nameJson = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...KNOWN).map((name) => JSON.stringify(name)) },
  { weight: 2, arbitrary: fc.constantFrom(...ODD).map((name) => JSON.stringify(name)) },
  { weight: 1, arbitrary: fc.string({ unit: "binary" }).map((name) => JSON.stringify(name)) },
  { weight: 1, arbitrary: fc.integer().map(String) },
);

/** A message that parses: some name and whatever with it, none or several, sometimes binary. */
export const malformedWords: fc.Arbitrary<Words> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.tuple(nameJson, fc.array(anyJson, { maxLength: 3 })).map(([name, args]) => ({
      json: `[${[name, ...args].join(",")}]`,
      parts: [],
    })),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(nameJson, bigJson).map(([name, args]) => ({ json: `[${name},${args}]`, parts: [] })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(nameJson, fc.array(fc.uint8Array({ maxLength: 2_000 }), { minLength: 1, maxLength: 3 }))
      .map(([name, parts]) => ({
        json: `[${[name, ...parts.map((_, num) => `{"_placeholder":true,"num":${num}}`)].join(",")}]`,
        parts: parts.map((part) => Buffer.from(part)),
      })),
  },
);

/** What breaks the rules of the protocol itself: the connection may be closed for it. */
export const brokenPacket: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    "",
    "4",
    "0",
    "1",
    "2probe",
    "3",
    "5",
    "6",
    "7",
    "9",
    "b",
    "bAAAA",
    "40",
    "40/nowhere,",
    '40{"token":1}',
    "41",
    "42",
    "42[]",
    "42{}",
    "42null",
    '42["disconnect"]',
    '42["connect_error"]',
    '42["newListener",1]',
    "421e9[]",
    `42${"9".repeat(400)}["ticket:join"]`,
    '42 ["ticket:join"]',
    '42/nowhere,["ticket:join",{}]',
    "43",
    "430[]",
    '4399999[{"ok":true}]',
    '44{"message":"no"}',
    '451-["ticket:join",{"_placeholder":true,"num":9}]',
    '459999-["ticket:join"]',
    '45-["ticket:join"]',
    '451-["ticket:join",{"_placeholder":true,"num":0}]',
    "461-[]",
    "47",
    "48[]",
  ),
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.string({ unit: "binary", maxLength: 60 }).map((text) => `4${text}`),
  fc.string({ unit: "binary", maxLength: 60 }).map((text) => `42[${text}]`),
);
