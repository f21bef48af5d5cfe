import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { setUpDatabase } from "@/testing/database";
import { pool } from "@/server/database/database";
import { tsqueryText } from "./query";
import { vectorText } from "./vector";
import { readCompounds } from "./words";

setUpDatabase();

const LIKE_WRITTEN = { isExact: true, shortestBeginning: 1 };
const BEGINNING = { isExact: false, shortestBeginning: 3 };

/** Words of scripts as they are typed, and the letters of which others are made. */
const SCRIPTS: Readonly<Record<string, string>> = {
  Latin: "Drucker Łódź naïve Straße Ærø Türkçe Íslenska Việt ĐÀ ĳssel ﬁne Outlook PC10234 x1y2",
  Cyrillic: "Принтер Київ ёлка Юрий Ќе подъезд СБ42",
  Greek: "Εκτυπωτής ΔΙΚΤΥΟ ΰ σίγμας άέή",
  Arabic: "الطابعة لا تعمل مُحَمَّد می‌خواهم ١٨٥٢ أحمد کتاب",
  Hebrew: "מדפסת שָׁלוֹם לא עובדת",
  Devanagari: "प्रिंटर काम नहीं कर रहा है क़लम १२३",
  Tamil: "அச்சுப்பொறி வேலை செய்யவில்லை",
  Han: "打印机无法连接网络 會議室 𠮷野家",
  Kana: "プリンター ひらがな ﾌﾟﾘﾝﾀ がぎぐ",
  Hangul: "프린터가 작동하지 않습니다 한",
  Thai: "เครื่องพิมพ์ ทำงาน น้ำ",
  Khmer: "ម៉ាស៊ីនបោះពុម្ព មិនដំណើរការ",
  Myanmar: "ပရင်တာ အလုပ်မလုပ်ပါ",
  Armenian: "Տպիչը չի աշխատում",
  Georgian: "პრინტერი არ მუშაობს Ⴀ",
  Ethiopic: "አታሚው አይሰራም",
  digits: "10234 １８５２ ² ½ Ⅷ ① 007",
};
const letters = fc.constantFrom(...Object.values(SCRIPTS)).chain((text) =>
  fc
    .array(fc.constantFrom(...[...text].filter((one) => /[\p{L}\p{N}]/u.test(one))), {
      minLength: 1,
      maxLength: 12,
    })
    .map((many) => many.join("")),
);
const word = fc.oneof(
  fc.constantFrom(...Object.values(SCRIPTS).flatMap((text) => text.split(" "))),
  letters,
  fc.tuple(letters, letters).map(([a, b]) => a + b),
);
const between = fc.oneof(
  { weight: 3, arbitrary: fc.constant(" ") },
  fc.constantFrom(
    "/",
    "-",
    ".",
    "\\",
    "_",
    "@",
    ": ",
    ", ",
    "–",
    " – ",
    "’",
    "'",
    "″",
    '"',
    "“",
    "\n",
    "\t",
    "|",
    "&",
    "&amp;",
    "!",
    "(",
    ")",
    "<b>",
    "</",
    ":*",
    "％",
    "、",
    "。",
    "・",
    "|x|",
    "₂™",
    "®",
    "😀",
    "…",
    "'':",
    "\\'",
  ),
);
const text = fc
  .array(fc.tuple(between, word), { minLength: 1, maxLength: 12 })
  .map((parts) => parts.map(([mark, one]) => mark + one).join(""));

/** Which of the queries find the text that each goes with. */
async function found(pairs: readonly { text: string; query: string | null }[]): Promise<boolean[]> {
  const { rows } = await pool().query<{ fits: boolean }>(
    "SELECT given.vector::tsvector @@ given.query::tsquery AS fits FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS given(vector, query, place) ORDER BY place",
    [pairs.map((pair) => vectorText(pair.text, "A")), pairs.map((pair) => pair.query ?? "'nothing'")],
  );
  return rows.map(({ fits }) => fits);
}

function everyCharacter(kind: RegExp): string[] {
  return Array.from({ length: 0x110000 }, (_, code) => code)
    .filter((code) => code < 0xd800 || code > 0xdfff)
    .map((code) => String.fromCodePoint(code))
    .filter((one) => kind.test(one));
}

/** A voiced sound mark of half width counts as a letter in Unicode, but alone it is a mark on nothing. */
const wordsOf = (one: string) =>
  (one.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).filter((run) => /[\p{L}\p{N}]/u.test(run.normalize("NFKD")));

describe("any letter or digit of Unicode", () => {
  it("is a word, except for those that are only a mark or a gap", () => {
    const unread = everyCharacter(/[\p{L}\p{N}]/u).filter((one) => readCompounds(one).length === 0);
    const isMark = /^(?:[\p{Lm}\u115f\u1160\u3164\uffa0]|[\ufc5e-\ufe7f])$/u;
    expect(unread.filter((one) => !isMark.test(one))).toEqual([]);
    expect(unread.length).toBeLessThan(70);
  });
});

describe("any text", () => {
  it("is found by each of its words, as written, in capitals, decomposed and by its beginning", async () => {
    await fc.assert(
      fc.asyncProperty(text, async (input) => {
        const queries = wordsOf(input).flatMap((one) => [
          tsqueryText(one, LIKE_WRITTEN),
          tsqueryText(one, BEGINNING),
          tsqueryText(one.normalize("NFD"), BEGINNING),
          tsqueryText(one.normalize("NFKC"), BEGINNING),
          tsqueryText(one.toLowerCase(), BEGINNING),
          tsqueryText(one.toUpperCase(), BEGINNING),
          tsqueryText(`(${one}),`, BEGINNING),
        ]);
        const answers = await found(queries.map((query) => ({ text: input, query })));
        expect(queries.filter((_, at) => !answers[at])).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  it("is found by any of its consecutive words, whatever is between them", async () => {
    await fc.assert(
      fc.asyncProperty(text, fc.nat(11), fc.integer({ min: 1, max: 5 }), async (input, start, length) => {
        const words = [...input.matchAll(/[\p{L}\p{M}\p{N}\u200c]+/gu)];
        const from = words[start % Math.max(words.length, 1)];
        const to = words[Math.min((start % Math.max(words.length, 1)) + length - 1, words.length - 1)];
        fc.pre(from !== undefined && to !== undefined);
        const row = input.slice(from.index, to.index + to[0].length);
        fc.pre(wordsOf(row).length > 0);
        for (const options of [LIKE_WRITTEN, BEGINNING]) {
          expect(await found([{ text: input, query: tsqueryText(row, options) }])).toEqual([true]);
        }
      }),
      { numRuns: 400 },
    );
  });

  it("in a script without spaces is found by any part of it", async () => {
    const one = fc
      .constantFrom("Han", "Kana", "Hangul", "Thai", "Khmer", "Myanmar")
      .map((name) => [...(SCRIPTS[name] ?? "").replaceAll(" ", "").normalize("NFKC")]);
    await fc.assert(
      fc.asyncProperty(one, fc.nat(30), fc.integer({ min: 1, max: 9 }), async (characters, start, length) => {
        const from = start % characters.length;
        const part = characters.slice(from, from + length).join("");
        fc.pre(/\p{L}/u.test(part) && !/^\p{M}/u.test(part));
        expect(
          await found([{ text: `在 ${characters.join("")}HP`, query: tsqueryText(part, BEGINNING) }]),
        ).toEqual([true]);
      }),
      { numRuns: 300 },
    );
  });

  it("is not found by what is not in it, and no operator is taken out of a query", async () => {
    const nasty = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.string({ unit: "binary" }),
      text,
      fc.constantFrom("zzqx' | 'a", "′|!", "zzqx:*|a", "＇|＇", "<->", "\\"),
    );
    await fc.assert(
      fc.asyncProperty(text, nasty, nasty, async (input, before, after) => {
        const queries = [`${before} zzqxj ${after}`, `${before}′|′zzqxj`, `zzqxj${before}`].map((query) =>
          tsqueryText(query.replaceAll("\0", ""), BEGINNING),
        );
        expect(await found(queries.map((query) => ({ text: input, query })))).toEqual(
          queries.map(() => false),
        );
        await found([{ text: before, query: tsqueryText(after, BEGINNING) }]);
      }),
      { numRuns: 300 },
    );
  });

  it("of any length is found by what stands at its end", async () => {
    for (const filler of ["a ", "w/", "打", "เค", "error: ", "q1w2e3 "]) {
      const long = `${filler.repeat(Math.floor(19_900 / filler.length))} Unique/Ending9 尾巴在此`;
      const queries = ["unique", "ending9", "unique/ending9", "尾巴", '"ending9 尾巴"', "巴在此"].map((one) =>
        tsqueryText(one, BEGINNING),
      );
      expect(await found(queries.map((query) => ({ text: long, query })))).toEqual(queries.map(() => true));
    }
  });

  it("that is all different words stays within what PostgreSQL holds", async () => {
    const long = Array.from({ length: 30_000 }, (_, index) =>
      String.fromCodePoint(0x20000 + ((index * 7919) % 40_000)),
    ).join("");
    expect(
      await found([{ text: long, query: tsqueryText([...long].slice(0, 4).join(""), BEGINNING) }]),
    ).toEqual([true]);
  });
});
