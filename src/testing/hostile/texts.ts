/** A text to type where a text is asked for, and what it is called in the report. */
export interface HostileText {
  name: string;
  text: string;
}

/** Fills up to so many UTF-16 units with a pattern. */
const fill = (pattern: string, length: number): string =>
  pattern.repeat(Math.ceil(length / pattern.length)).slice(0, length);

const LIMITS_TRIED = [
  0, 1, 2, 4, 5, 10, 40, 120, 200, 201, 254, 2_000, 19_999, 20_000, 20_001, 60_000, 200_000,
];

/** Lengths around every limit there is, and ten times the largest. */
export const sizes: HostileText[] = LIMITS_TRIED.map((length) => ({
  name: `${length} letters`,
  text: fill("lorem ipsum ", length),
}));

/** What a keyboard never sends and a program does. */
export const encodings: HostileText[] = [
  { name: "NUL", text: "before\u0000after" },
  { name: "controls", text: "bell\u0007 escape\u001b[31m delete\u007f back\b\b\b c1\u0085\u009b" },
  { name: "lone high surrogate", text: "half \ud83d of it" },
  { name: "lone low surrogate", text: "half \ude00 of it" },
  { name: "surrogates the wrong way round", text: "turned \ude00\ud83d round" },
  { name: "byte order mark", text: "\ufeffmarked\ufeff" },
  { name: "direction overrides", text: "invoice\u202egpj.exe \u2066isolated\u2069 \u202dleft\u202c" },
  { name: "right to left", text: "مرحبا بكم في مكتب المساعدة שלום" },
  { name: "nothing visible", text: "\u200b\u200c\u200d\u2060\ufeff\u00ad\u034f\u180e\u3164\u115f" },
  { name: "only spaces of all kinds", text: "\u00a0\u1680\u2000\u2003\u2028\u2029\u202f\u205f\u3000" },
  {
    name: "line breaks of all kinds",
    text: "one\r\ntwo\rthree\nfour\u2028five\u2029six\u000bseven\u000ceight\u0085nine",
  },
  { name: "very many marks on one letter", text: `Z${fill("\u0301\u0302\u0316\u0317", 5_000)} after` },
  { name: "marks in the wrong order", text: fill("a\u0323\u0307\u0301\u0316", 12_000) },
  { name: "composed and decomposed", text: "Zoe\u0308 / Zo\u00eb, \u1100\u1161\u11a8 / \uac01, \u212b" },
  { name: "expands when it is normalised", text: fill("\ufdfa\u0390\u1f82", 3_000) },
  { name: "emoji joined to families", text: fill("👨‍👩‍👧‍👦🏳️‍🌈👩🏽‍🚀🇩🇪", 2_000) },
  { name: "a joined emoji without end", text: fill("👩\u200d", 6_000) },
  { name: "tags of a flag without a flag", text: fill("\u{e0067}\u{e0062}", 4_000) },
  { name: "no characters", text: "\uffff\ufffe\u{1ffff}\u{10ffff}" },
  { name: "private use", text: "\ue000\uf8ff\u{f0000}" },
  { name: "scripts that look alike", text: "раураl.com ｆｕｌｌ ⅷ ﬁ ①" },
];

/** What makes a parser of Markdown, a linkifier or a renderer work more than its length. */
export const killers: HostileText[] = [
  { name: "*a_ 6,660 times", text: fill("*a_", 19_980) },
  { name: "** and __", text: fill("**a__ ", 19_998) },
  { name: "left delimiters", text: fill("a**", 19_998) },
  { name: "quotes in quotes", text: `${">".repeat(2_000)} deep` },
  { name: "quotes in quotes, spaced", text: `${"> ".repeat(9_990)}deep` },
  { name: "open brackets", text: "[".repeat(20_000) },
  { name: "links in links", text: `${fill("[a](", 19_990)}` },
  { name: "closed brackets", text: fill("![](x", 19_990) },
  { name: "brackets around nothing", text: `${"[".repeat(9_990)}${"]".repeat(9_990)}` },
  { name: "lists in lists", text: fill("- ", 19_998) + "x" },
  { name: "lists in lists, a line each", text: nested((depth) => `${" ".repeat(depth * 2)}- a`, 19_000) },
  { name: "ordered lists", text: fill("1. ", 19_998) + "x" },
  { name: "a wide table", text: `|${"a|".repeat(4_000)}\n|${"-|".repeat(4_000)}\n|b` },
  { name: "a tall table", text: `|a|b|\n|-|-|\n${"|x|\n".repeat(4_500)}` },
  { name: "backticks of growing length", text: nested((count) => `${"`".repeat(count + 1)}a`, 19_000, " ") },
  { name: "addresses without an end", text: fill("a@", 19_998) },
  { name: "addresses, dotted", text: `a@${fill("a.", 19_990)}` },
  { name: "www without an end", text: fill("www.", 19_996) },
  { name: "http without an end", text: fill("http://", 19_999) },
  { name: "link with brackets", text: `http://a${fill("(", 9_000)}${fill(")", 9_000)}` },
  { name: "angle brackets", text: "<".repeat(20_000) },
  { name: "half a tag", text: fill("<a ", 19_998) },
  { name: "half a comment", text: fill("<!--", 19_996) },
  { name: "half an instruction", text: fill("<?", 19_998) },
  { name: "half of CDATA", text: fill("<![CDATA[", 19_998) },
  { name: "ampersands", text: fill("&a", 19_998) },
  { name: "backslashes", text: "\\".repeat(20_000) },
  { name: "footnotes", text: nested((count) => `[^${count}]`, 19_000, "") + "\n\n[^1]: a" },
  { name: "references", text: nested((count) => `[${count}]: /${count}`, 19_000) },
  {
    name: "one reference, often",
    text: `${"[a]".repeat(6_000)}\n\n[a]: http://example.org/${"x".repeat(900)}`,
  },
  { name: "struck through", text: fill("~~a~ ", 19_998) },
  { name: "fences", text: fill("```\n", 19_998) },
  { name: "headings", text: fill("#\n", 19_998) },
  { name: "underlined headings", text: fill("a\n=\n", 19_998) },
  { name: "hard breaks", text: fill("a  \n", 19_998) },
  { name: "tabs", text: "\t".repeat(19_990) + "a" },
  { name: "spaces", text: `a${" ".repeat(19_990)}a` },
  { name: "one long line without a gap", text: "x".repeat(20_000) },
  { name: "dashes", text: `${"-".repeat(19_990)}a` },
  { name: "stars", text: "*".repeat(20_000) },
];

/** What a search gives a meaning of its own, here or in PostgreSQL. */
export const searches: HostileText[] = [
  ...[
    "'",
    '"',
    "''",
    "\\",
    "\\'",
    "&",
    "|",
    "!",
    "<->",
    ":*",
    "a:*",
    "(",
    ")",
    "((((",
    "a & ",
    "!a",
    "%",
    "_",
    "%%%%",
  ],
  ..."\u2032 \u2033 \uff05 \uff07 \uff02 \uff06 \uff5c \uff01 \ufe60 \u2019 \u201c \uff3c \u02bc".split(" "),
  ..."#1 #99999999999999999999 -1 1e9 0x10 NaN null undefined true".split(" "),
  "a".repeat(200),
  "a ".repeat(100),
  "' OR 1=1 --",
  "'; DROP TABLE tickets; --",
  "\uff07 OR 1=1 --",
  "a\u2032:*\u2032 & b",
  `${"(".repeat(99)}a${")".repeat(99)}`,
  "!".repeat(200),
  "a<->".repeat(50),
  "\u0301".repeat(200),
  "ﬁ".repeat(200),
  "\ufdfa".repeat(200),
  "the of and a",
  "%' ESCAPE '",
  "title:x status:open assignee:me",
  "\\u0000 \\x00",
].map((text) => ({ name: JSON.stringify(text.slice(0, 24)), text }));

/** Lines of growing depth until so many characters are written. */
function nested(line: (depth: number) => string, length: number, between = "\n"): string {
  const lines: string[] = [];
  for (let depth = 0, size = 0; size < length; depth += 1) {
    const next = line(depth);
    size += next.length + between.length;
    if (size < length) {
      lines.push(next);
    }
  }
  return lines.join(between);
}
