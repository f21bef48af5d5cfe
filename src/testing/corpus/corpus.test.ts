import fc from "fast-check";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { inEnglish } from "@/testing/browser/in-english";
import { describe, expect, it } from "vitest";
import { Markdown } from "@/ui/text/markdown";
import { linesOf, missingWords, shownText } from "./shown-text";
import { CORPUS } from "./texts";

const show = (text: string): string => renderToStaticMarkup(inEnglish(createElement(Markdown, null, text)));

/** A tick is drawn. */
const withoutTicks = (text: string): string =>
  text.replace(/^((?:[-*]|\d+[.)])[ \t]+)\[x\](?=[ \t])/gim, "$1");

describe("three hundred texts that look real", () => {
  it("are that many, and different", () => {
    expect(new Set(CORPUS.map(({ text }) => text)).size).toBeGreaterThanOrEqual(300);
  });

  it.each(CORPUS)("$name: every word that was typed is shown, in its order", ({ text }) => {
    const html = show(text);
    expect(html).not.toContain("Shown as plain text");
    // Of an address the host is written in small letters.
    expect(missingWords(withoutTicks(text).toLowerCase(), shownText(html).toLowerCase())).toEqual([]);
  });

  it.each(CORPUS.filter(({ isPlain }) => isPlain))("$name: nothing is altered", ({ text }) => {
    expect(linesOf(shownText(show(text)))).toEqual(linesOf(text));
  });
});

/** Words in several scripts, with what stands around and between them when people type, paste, and format. */
const WORD = fc.oneof(
  fc.stringMatching(/^[A-Za-z0-9]{1,8}$/),
  fc.constantFrom("été", "Straße", "слово", "طابعة", "מדפסת", "打印机", "प्रिंटर", "7️⃣", "x1"),
);
const PIECE = fc.oneof(
  { weight: 5, arbitrary: WORD },
  { weight: 4, arbitrary: fc.constantFrom(" ", "  ", "\n", "\n\n", "\t", "\n    ", "\r\n", "   ") },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      ...[
        "*",
        "**",
        "***",
        "_",
        "__",
        "~~",
        "~~~",
        "`",
        "``",
        "```",
        "[",
        "]",
        "(",
        ")",
        "<",
        ">",
        "&",
        "#",
        "##",
      ],
      ...[
        "|",
        "-",
        "--",
        "---",
        "+",
        "=",
        "\\",
        "/",
        ":",
        ";",
        "!",
        "![",
        "{",
        "}",
        '"',
        "'",
        "$",
        "%",
        "@",
        "^",
        ".",
      ],
      ...[
        "\n- ",
        "\n* ",
        "\n1. ",
        "\n> ",
        "\n>> ",
        "\n>>> ",
        "\n# ",
        "\n| ",
        "\n---\n",
        "\n|-|-|\n",
        "- [ ] ",
        "\n```\n",
      ],
      ...[
        "<b1>",
        "[ERROR]: ",
        "__init__.py",
        "HKLM\\Software\\{1234}",
        "C:\\_old\\*.xls",
        "<!-- ",
        " -->",
        "&nbsp;",
      ],
    ),
  },
);
const TYPED = fc.array(PIECE, { maxLength: 50 }).map((pieces) => pieces.join(""));

/** What stays visible of any text, whatever its marks do: everything but white space and the marks themselves. */
const substance = (text: string): string => text.replace(/[\s*`~#>|\-:_[\]()!.x]/g, "");

describe("anything typed is shown", () => {
  it("each word in its order", () => {
    fc.assert(
      fc.property(TYPED, (text) => {
        expect(missingWords(withoutTicks(text), shownText(show(text)))).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });

  it("each sign that is no mark, in its order", () => {
    fc.assert(
      fc.property(TYPED, (text) => {
        expect(substance(shownText(show(text)))).toBe(substance(text));
      }),
      { numRuns: 2_000 },
    );
  });

  it("and a text of marks alone as those marks", () => {
    const marks = fc.array(fc.constantFrom("*", "-", "+", "#", ">", "`", "~", "_", "|", " ", "\n"), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(marks, (parts) => {
        const text = parts.join("");
        if (text.trim() !== "") {
          expect(shownText(show(text)).trim()).not.toBe("");
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
