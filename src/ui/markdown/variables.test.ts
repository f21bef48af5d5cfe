import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { oneLine } from "@/shared/text";
import { formatText } from "./format";
import { fillVariables, findVariables } from "./variables";

/** What a text shows: its HTML without tags. */
const shown = (text: string): string =>
  formatText(text)
    .html.replace(/<[^>]*>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&#x27;", "'")
    .replaceAll("&amp;", "&");
const tags = (text: string): string[] =>
  [...formatText(text).html.matchAll(/<(\w+)/g)]
    .map(([, name = ""]) => name)
    .filter((name) => name !== "code");

/** Names and titles as people, and attackers, give them. */
const HOSTILE = [
  "**Bold** Ann",
  "[Reset your password](https://evil.example/)",
  "![x](/api/attachments/1)",
  "https://evil.example/",
  "www.evil.example",
  "ann@evil.example",
  "@admin",
  "# Title",
  "> quoted",
  "- entry",
  "1. first",
  "```",
  "`code`",
  "~~gone~~",
  "{{agent.name}}",
  "{{requester.name|{{agent.name}}}}",
  "a | b",
  "---",
  "<script>alert(1)</script>",
  "$& $1 $$",
  "O'Neil & Söhne",
  "山田 太郎",
  "\ue0000\ue001",
];
const word = fc.constantFrom(
  "x",
  " ",
  "*",
  "**",
  "`",
  "``",
  "[",
  "](",
  ")",
  "{{",
  "}}",
  "|",
  "a.b",
  "@",
  "~~",
  "#",
  "-",
  "$&",
  "www.",
);
const hostile = fc
  .oneof(
    fc.constantFrom(...HOSTILE),
    fc.array(word, { maxLength: 12 }).map((parts) => parts.join("")),
    fc.string({ unit: "grapheme" }),
  )
  .map(oneLine)
  .filter((value) => value !== "");

/** Texts with a variable in them, as agents write them, and what they are without a value. */
const FRAMES = [
  "Hello {{a}}, how are you?",
  "{{a}}",
  "> {{a}} wrote",
  "- {{a}}\n- other",
  "**Dear** {{a}}",
  "One\n\n{{a}}\n\nTwo",
  "({{a}})",
];

describe("variables", () => {
  it("are found with their fallbacks, and in code are known as such", () => {
    expect(findVariables("Hi {{ a.b | there }} `{{c}}`\n\n```\n{{d}}\n```\n{{e}}")).toEqual([
      { source: "{{ a.b | there }}", name: "a.b", fallback: "there", isCode: false },
      { source: "{{c}}", name: "c", fallback: null, isCode: true },
      { source: "{{d}}", name: "d", fallback: null, isCode: true },
      { source: "{{e}}", name: "e", fallback: null, isCode: false },
    ]);
    expect(findVariables("{{a\n}} {a} {{}")).toEqual([]);
  });

  it("without a value and a fallback stay, and are named; unknown names stay", () => {
    expect(
      fillVariables("{{a}} {{b|there}} {{c}} {{a}}", (name) => (name === "c" ? undefined : null)),
    ).toEqual({
      text: "{{a}} there {{c}} {{a}}",
      missing: ["{{a}}"],
    });
  });

  it("plain names stand in a text as they are", () => {
    for (const name of [
      "Ann O'Neil",
      "Jean-Luc",
      "山田 太郎",
      "Dr. Söhne (IT)",
      "50 % of it: #1742",
      "$& $1",
    ]) {
      expect(fillVariables("Hello {{a}}!", () => name).text).toBe(`Hello ${name}!`);
    }
  });

  it("values are shown as they are, whatever they are, and add no marks", () => {
    fc.assert(
      fc.property(hostile, fc.constantFrom(...FRAMES), (value, frame) => {
        const { text, missing } = fillVariables(frame, () => value);
        expect(missing).toEqual([]);
        expect(tags(text)).toEqual(tags(frame.replace("{{a}}", "Ann")));
        // But for the spaces that keep backticks apart.
        const expected = shown(frame.replace("{{a}}", "Ann")).replace("Ann", () => value);
        expect(shown(text).replace(/\s/g, "")).toBe(expected.replace(/\s/g, ""));
      }),
      { numRuns: 2_000 },
    );
  });

  it("values are never searched for variables again", () => {
    fc.assert(
      fc.property(hostile, hostile, (one, other) => {
        const filled = fillVariables("{{a}} and {{b}}", (name) => (name === "a" ? one : other)).text;
        expect(findVariables(filled).filter(({ isCode }) => !isCode)).toEqual([]);
        expect(fillVariables(filled, () => "EXPANDED").text.replaceAll("EXPANDED", "")).not.toBe("");
      }),
    );
  });

  it("values cannot end the code that they stand in", () => {
    fc.assert(
      fc.property(hostile, (value) => {
        for (const frame of ["`{{a}}`", "```\n{{a}}\n```", "~~~\n{{a}}\n~~~"]) {
          expect(tags(fillVariables(frame, () => value).text)).toEqual(tags(frame));
        }
      }),
    );
  });
});
