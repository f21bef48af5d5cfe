import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isLongerThan, isShorterThan } from "./characters";
import {
  bodyText,
  boundedText,
  compose,
  findUnstorable,
  hasVisible,
  lineText,
  lowerCaseLineText,
  oneLine,
} from "./text";

const bounds = { min: 3, max: 5, missing: "missing", tooShort: "short", tooLong: "long" };
const messages = (schema: ReturnType<typeof lineText>, value: unknown): unknown =>
  schema.safeParse(value).error?.issues.map((issue) => issue.message);
const FAMILY = "👨‍👩‍👧‍👦";
/** Any text, and texts of troublesome characters. */
const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.string({
    unit: fc.constantFrom(
      ..."aé \t\r\n\0\u0007\u0085\u00ad\u0301\u0323\u200b\u200c\u200d\u200e\u2028\u202e\u2066\u3164\ufe0f\ufeff\u2800",
      "👩",
      "🇩🇪",
      FAMILY,
    ),
    maxLength: 60,
  }),
);

describe("a line with bounds", () => {
  it.each([
    ["abc", "abc"],
    ["  abc  ", "abc"],
    ["a\r\nb\tc", "a b c"],
    ["ab\u0007c", "abc"],
    ["ab\u202ec\u2066", "abc"],
    ["\u200babc\ufeff", "abc"],
    ["re\u0301s", "rés"],
    ["ab\u3164\u3164c\u2800", "ab c"],
    ["😀😀😀😀😀", "😀😀😀😀😀"],
    [FAMILY.repeat(5), FAMILY.repeat(5)],
    ["मि\u200dx\u200cy", "मि\u200dx\u200cy"],
  ])("takes %j as %j", (input, taken) => {
    expect(lineText(bounds).parse(input)).toBe(taken);
  });

  it.each([
    ["ab", "short"],
    [" a ", "short"],
    ["\u3164".repeat(6), "short"],
    ["\u200b\u2800\ufe0f\u034f\u115f", "short"],
    ["\u200d".repeat(5), "short"],
    ["abcdef", "long"],
    [FAMILY.repeat(6), "long"],
    [`abc${"e\u0301\u0323\u0330\u0331\u0332\u0333\u0334\u0335\u0336\u0337".repeat(4)}`, "long"],
    ["x".repeat(250_000), "long"],
    [undefined, "missing"],
  ])("refuses %.40j as %s", (input, message) => {
    expect(messages(lineText(bounds), input)).toEqual([message]);
  });

  it("is compared in one form whatever its case", () => {
    expect(lowerCaseLineText(bounds).parse(" CAF\u0045\u0301 ")).toBe("café");
  });
});

describe("one line", () => {
  it("has no line break, control or mark of direction, is composed, and stays as it is the second time", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const line = oneLine(text);
        expect(line).not.toMatch(
          /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]|\s\s|^\s|\s$/u,
        );
        expect(oneLine(line)).toBe(line);
        expect(compose(line)).toBe(line);
        expect(line === "" || hasVisible(line)).toBe(true);
      }),
    );
  });

  it("keeps every visible character in its place", () => {
    const seen = (text: string): string =>
      text
        .normalize("NFD")
        .replace(/[^\p{L}\p{N}\p{P}\p{S}]|\p{DI}|[\u2800\ufffc\u{13441}\u{13442}\u{1d159}]/gu, "");
    fc.assert(
      fc.property(anyText, (text) => {
        expect(seen(oneLine(text))).toBe(seen(text));
      }),
    );
  });

  it("of a letter with thousands of marks is made at once", () => {
    const letter = `a${"\u0301\u0323".repeat(60_000)}`;
    expect(oneLine(letter)).toBe(letter);
  });
});

describe("a body", () => {
  it.each(["abc", "  abc\r\n", "    a\n    b", "a\u202ebc\u0007", "e\u0301bc"])(
    "%j is kept as it is typed",
    (text) => {
      expect(bodyText({ ...bounds, max: 10 }).parse(text)).toBe(text);
    },
  );

  it.each([
    ["", "missing"],
    ["   \n", "missing"],
    ["\u200b\u200d\ufe0f\u3164\u2800", "missing"],
    [" ab ", "short"],
    ["abcdef", "long"],
  ])("%j is refused as %s", (text, message) => {
    expect(messages(bodyText(bounds), text)).toEqual([message]);
  });
});

describe("a text as it is typed", () => {
  it("keeps its white space, which counts", () => {
    expect(boundedText(bounds).parse(" a ")).toBe(" a ");
    expect(messages(boundedText(bounds), "😀😀")).toEqual(["short"]);
    expect(messages(boundedText(bounds), "abcdef")).toEqual(["long"]);
  });
});

describe("characters", () => {
  it("are counted as Unicode's grapheme clusters, in pieces as in one", () => {
    const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });
    const unit = fc.constantFrom(
      "a",
      "\r\n",
      "é",
      "e\u0301",
      FAMILY,
      "🇩🇪",
      "각",
      "कि",
      "👍🏽",
      "\ud83d",
      "\u200d",
    );
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 700 }), fc.integer({ min: 0, max: 800 }), (text, most) => {
        const count = [...segmenter.segment(text)].length;
        const points = [...text].length;
        expect(isLongerThan(text, most)).toBe(count > most || points > 8 * most);
        expect(isShorterThan(text, most)).toBe(count < most);
      }),
      { numRuns: 300 },
    );
  });
});

describe("what cannot be stored", () => {
  it("is found wherever it stands", () => {
    expect(findUnstorable({ title: "good", tags: ["a", "b\0"] })).toBe("tags.1");
    expect(findUnstorable({ body: "half \ud83d" })).toBe("body");
  });

  it("is not a text that is merely unusual", () => {
    expect(findUnstorable({ body: "😀 \u0001 \u202e ﷽", n: 1, nothing: null })).toBeNull();
  });
});
