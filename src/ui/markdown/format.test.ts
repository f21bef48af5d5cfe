import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HARD_TEXTS } from "@/testing/texts/hard";
import { formatText, FORMATTED_LENGTH_MAX, htmlLengthMax } from "./format";
import { formatOnce, keptCharacters } from "./formatted-cache";

const WORDS = { columns: "Text in columns", code: "Code", table: "Table", done: "done:", toDo: "to do:" };
const html = (text: string): string => formatText(text).html;

/** The text that a browser would show, addresses after links included. */
function shown(page: string): string {
  const hrefs = [...page.matchAll(/ href="([^"]*)"/g)].map((match) => match[1] ?? "");
  const inline = page.replace(/<\/?(?:a|bdi|em|strong|del|code)(?: [^>]*)?>/g, "");
  return decode([inline.replace(/<[^>]*>/g, " "), ...hrefs].join(" "));
}

function decode(text: string): string {
  const characters: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => characters[name] ?? "");
}

const words = (text: string): string[] => text.match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];

/** Anything at all, and what Markdown's own marks are made of, in any order. */
const anyText = fc
  .array(
    fc.oneof(
      fc.string({ unit: "binary", maxLength: 12 }),
      fc.string({ unit: "grapheme-ascii", maxLength: 30 }),
      fc.constantFrom(
        ..."*,**,***,~~,`,``,```,~~~,[,],](,![,],),<,>,&,#,|,|-|,---,\\,_,__,@,http://a.example/,www.b.example".split(
          ",",
        ),
        ..."https://c.example/d_(e),f@g.example,{1234},[ERROR]:,<b1>,<!-- -->,&nbsp;,C:\\_old\\*.xls,__init__.py".split(
          ",",
        ),
        ...[
          "\n",
          "\n\n",
          "\n- ",
          "\n1. ",
          "\n> ",
          "\n# ",
          "\n    ",
          "\n\t",
          " ",
          "  ",
          "\r\n",
          "word",
          "a|b\n-|-\n",
          "- [ ] ",
        ],
      ),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(""));

describe("no text costs more than its length", () => {
  for (const [name, make] of Object.entries(HARD_TEXTS)) {
    it(`${name}: 20,000 characters are formatted at once`, () => {
      const text = make(20_000);
      const before = process.cpuUsage();
      formatText(text);
      const { user, system } = process.cpuUsage(before);
      // Single figures of milliseconds in truth; the parser before this took seconds for many of these.
      expect((user + system) / 1000).toBeLessThan(250);
    });
  }

  it("the output is bounded: elements, depth and length", () => {
    for (const make of Object.values(HARD_TEXTS)) {
      const page = html(make(20_000));
      expect((page.match(/<\w/g) ?? []).length).toBeLessThanOrEqual(13_000);
      expect(depthOf(page)).toBeLessThan(60);
      // As typed it is longer where every character has to be escaped.
      expect(page.length).toBeLessThanOrEqual(Math.max(htmlLengthMax(make(20_000)), 6 * 20_000));
    }
    expect(formatText("a ".repeat(FORMATTED_LENGTH_MAX))).toMatchObject({ isPlain: true });
  });

  it("long texts of every day are formatted", () => {
    const log =
      "2026-11-28 10:00:00,123 [main] WARN c.e.Desk - cannot reach C:\\Users\\pat\\AppData (*.ost) & retries\n";
    const table = `|host|address|state|\n|---|---|---|\n${"|printer-3|10.0.0.3|off line|\n".repeat(200)}`;
    const guide =
      "## Step\n\nPress **Start**, then `ipconfig`:\n\n1. open\n2. type\n   - wait\n\n> quoted\n\n```sh\nls -l\n```\n\n";
    for (const text of [log.repeat(190), table, guide.repeat(170)]) {
      expect(formatText(text).isPlain).toBe(false);
    }
  });

  it("what is kept of formatted texts is bounded", () => {
    for (let index = 0; index < 300; index++) {
      formatOnce(`${index} ${"a ".repeat(10_000)}`, [], WORDS);
    }
    expect(keptCharacters()).toBeLessThanOrEqual(4_000_000);
    expect(formatOnce("**a**", [], WORDS)).toBe(formatOnce("**a**", [], WORDS));
  });
});

describe("what is typed is shown", () => {
  it("every word of any text, whatever stands around it", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const seen = shown(html(text));
        for (const word of words(text.replace(/\r/g, "\n"))) {
          expect(seen).toContain(word);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it("and nothing but our own tags, closed in their order, comes out", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const page = html(text);
        expect(wrongTags(page)).toEqual([]);
        expect(page.replace(/<[^>]*>/g, "")).not.toMatch(/[<>]/);
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    ["a <b1> c", "a &lt;b1&gt; c"],
    ["[ERROR]: timeout", "[ERROR]: timeout"],
    ["<!-- hidden -->", "&lt;!-- hidden --&gt;"],
    ["HKLM\\Software\\{1234}", "HKLM\\Software\\{1234}"],
    ["__init__.py", "__init__.py"],
    ["C:\\_old\\*.xls;D:\\_old\\*.doc", "C:\\_old\\*.xls;D:\\_old\\*.doc"],
    ["2*3*4 = 24 and a * b * c", "2*3*4 = 24 and a * b * c"],
    ["&nbsp; &amp; &#65;", "&amp;nbsp; &amp;amp; &amp;#65;"],
    ["snake_case_name", "snake_case_name"],
    ["a\nb", "a\nb"],
    ["    x\n    y", "    x\n    y"],
    ["[x](file:///c:/x) [y](smb://host/y)", "[x](file:///c:/x) [y](smb://host/y)"],
    ["Title\n=====", "Title\n====="],
    ["ls *.txt *.md", "ls *.txt *.md"],
    ["SELECT *, count(*) FROM t", "SELECT *, count(*) FROM t"],
    ["it`s five o`clock\nor `so", "it`s five o`clock\nor `so"],
  ])("%j is shown as typed", (text, inside) => {
    if (text.startsWith("it`s")) {
      expect(html(text)).toContain("or `so");
    } else {
      expect(html(text)).toBe(`<p dir="auto">${inside}</p>`);
    }
  });

  it.each([
    [
      "**bold** and *slanted* and ~~gone~~ and `code`",
      "<strong>bold</strong> and <em>*slanted*</em> and <del>~~gone~~</del> and <code>code</code>",
    ],
    ["***both***", "<strong><em>*both*</em></strong>"],
    ["(**a**, *b*)", "(<strong>a</strong>, <em>*b*</em>)"],
    ["这是**粗体**文字", "这是<strong>粗体</strong>文字"],
    [
      "**see [a](/tickets/1) now**",
      '<strong>see <a href="/tickets/1" rel="noopener noreferrer nofollow"><bdi>a</bdi></a> now</strong>',
    ],
    [
      "[x](tel:1)",
      '<a href="tel:1" rel="noopener noreferrer nofollow"><bdi>x</bdi></a> <bdi class="prose-destination">(1)</bdi>',
    ],
    ["**a `*` b**", "<strong>a <code>*</code> b</strong>"],
  ])("%j is formatted", (text, inside) => {
    expect(html(text)).toBe(`<p dir="auto">${inside}</p>`);
  });

  it("lists, quotes, code, headings and tables are what they look like", () => {
    expect(html("- a\n- b\n  - c")).toBe(
      '<ul dir="ltr"><li>a</li><li>b<ul dir="ltr"><li>c</li></ul></li></ul>',
    );
    expect(html("7. a\n9. b")).toMatch(/7\.<\/span> a.*9\.<\/span> b/);
    // With gaps between them the number stands in its entry's line, not above it.
    expect(html("1) a\n\n2) b")).toContain(
      '<li><p dir="auto"><span class="prose-number">1)</span> a</p></li>',
    );
    expect(html("> a\n> b\nc")).toBe(
      '<blockquote dir="ltr"><p dir="auto">a\nb</p></blockquote><p dir="auto">c</p>',
    );
    expect(html("```js\nlet a = 1;\n\n  b < c\n```")).toContain("<code>let a = 1;\n\n  b &lt; c</code>");
    expect(html("## Why\ntext")).toBe('<p dir="auto" class="prose-heading">Why</p><p dir="auto">text</p>');
    expect(html("|a|b|\n|-|:-:|\n|1|**2**|3|")).toContain(
      "<tr><td>1</td><td><strong>2</strong></td><td>3</td></tr>",
    );
    expect(html("a\n\n---\n\nb")).toBe('<p dir="auto">a</p><hr><p dir="auto">b</p>');
  });
});

describe("what was pasted is not formatted", () => {
  it.each([
    ["a diff", "@@ -1,2 +1,2 @@\n- old **a**\n+ new `b`"],
    ["a diff of lines", "3c3\n< old\n---\n> new"],
    ["a comment in code", "/**\n * more *stars*\n */"],
    ["a session that asks with >>>", ">>> 2**3 * 4**5\n>>> x"],
    ["a configuration", "# who may\nPort 22\n\n# alone"],
    ["lines of code", "a = **b**;\nc = `d`;"],
    ["lines far in", "    a **b** `c` [d](https://e.example)"],
    ["a comparison", "a\n>= 5"],
    ["a sum", "+ 3\n+ 4"],
    ["a pattern", "*error* and ~~x~~"],
    ["a value in quotes", 'password = "**x1**"'],
    ["an underlined heading", "Summary\n~~~~~~~\ntext\n~~~~"],
    ["a line of marks", "*****"],
    ["a word with an accent", "it`s five o`clock"],
  ])("%s: as typed", (_, text) => {
    const page = html(text);
    expect(page).not.toMatch(/<(?:ul|ol|blockquote|strong|code|hr)/);
    expect(decode(page.replace(/<\/p><p/g, "\n\n<p").replace(/<[^>]*>/g, ""))).toBe(text);
  });

  it.each(["-", "*", "1.", ">", "> >", "```", "~~~", "---", "***", "` `", "-\n-"])(
    "%j alone is what it is",
    (text) => {
      expect(html(text)).not.toMatch(/<(?:ul|ol|blockquote|pre|hr|code)/);
      expect(html(text)).toContain(text.replaceAll(">", "&gt;"));
    },
  );

  it("what stands in columns stays there", () => {
    for (const text of [
      "Name   Size\n-----  ----\na      1",
      "a\tb\nc\td",
      "+---+\n| x |\n+---+",
      "├── a\n└── b",
    ]) {
      expect(html(text)).toContain('<pre dir="auto" class="prose-columns"');
    }
    for (const text of ["two lines\nof words", "one line   with a gap\nand one without", "    x\n    y"]) {
      expect(html(text)).not.toContain("<pre");
    }
  });
});

describe("texts have their own direction", () => {
  it.each([
    ["> مرحبا\n> hello", '<blockquote dir="rtl">'],
    ["- מרחבא\n\n- two", '<ul dir="rtl">'],
    ["1. **مرحبا**", '<ol dir="rtl"'],
    ["- [x] مرحبا\n\n- b", '<span dir="ltr" class="sr-only">'],
    ["> - مرحبا", '<blockquote dir="rtl"><ul dir="rtl">'],
    ["|جهاز|حالة|\n|-|-|\n|a|b|", '<div dir="rtl" class="prose-table"'],
    ["- hello\n- مرحبا", '<ul dir="ltr">'],
    ["```\nمرحبا\n```", '<pre dir="auto"'],
  ])("%j", (text, start) => {
    expect(html(text)).toContain(start);
  });
});

const TAGS = new Set(
  "p,em,strong,del,code,pre,a,bdi,img,hr,ul,ol,li,blockquote,span,div,table,thead,tbody,tr,th,td".split(","),
);
const ATTRIBUTES =
  /^(?: (?:dir="(?:auto|ltr|rtl)"|tabindex="0"|role="(?:group|list)"|aria-label="(?:Code|Table|Text in columns|)"|class="[a-z -]+"|data-done=""|rel="noopener noreferrer nofollow"|target="_blank"|href="(?:https?:\/\/|mailto:|tel:|\/(?!\/)|#message-)[^"<>\s\\]*"|src="\/api\/attachments\/[\w-]+"|alt=""|loading="lazy"))*$/;

/** Tags that are not on the closed list, not closed, or closed in another order. */
function wrongTags(page: string): string[] {
  const open: string[] = [];
  const wrong: string[] = [];
  for (const [tag, slash, name = "", attributes = ""] of page.matchAll(/<(\/?)([a-z0-9]+)([^>]*)>/g)) {
    if (!TAGS.has(name) || !ATTRIBUTES.test(attributes)) {
      wrong.push(tag);
    } else if (slash === "/") {
      if (open.pop() !== name) {
        wrong.push(tag);
      }
    } else if (name !== "hr" && name !== "img") {
      if (name === "a" && open.includes("a")) {
        wrong.push("a link in a link");
      }
      open.push(name);
    }
  }
  return [...wrong, ...open];
}

function depthOf(page: string): number {
  let depth = 0;
  let most = 0;
  for (const [, slash, name] of page.matchAll(/<(\/?)([a-z0-9]+)[^>]*>/g)) {
    depth += slash === "/" ? -1 : name === "hr" || name === "img" ? 0 : 1;
    most = Math.max(most, depth);
  }
  return most;
}
