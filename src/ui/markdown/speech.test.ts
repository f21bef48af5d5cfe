import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatText } from "./format";
import { readSpeech } from "./speech";

const word = fc.stringMatching(/^[a-z]{4,8}$/);

/** A piece of a text, and whether the word in it is the author's own. */
const WRITTEN = {
  plain: [(one: string) => one, true],
  bold: [(one: string) => `so **${one}** then`, true],
  list: [(one: string) => `- first\n- ${one}`, true],
  heading: [(one: string) => `# ${one}`, true],
  table: [(one: string) => `| a | b |\n| --- | --- |\n| 1 | ${one} |`, true],
  html: [(one: string) => `<b title="x">${one} & 'co'</b>`, true],
  refused: [(one: string) => `[${one}](javascript:x)`, true],
  quote: [(one: string) => `> ${one}`, false],
  deep: [(one: string) => `- a\n\n  > > ${one}`, false],
  fence: [(one: string) => `\`\`\`\n${one}\n\`\`\``, false],
  code: [(one: string) => `see \`${one}\` there`, false],
  label: [(one: string) => `[${one}](https://example.org)`, false],
  address: [(one: string) => `at https://example.org/${one} there`, false],
  mail: [(one: string) => `to ${one}@example.org there`, false],
} as const;

const piece = fc.record({ kind: fc.constantFrom(...Object.keys(WRITTEN).filter(isKind)), word });

describe("an author's own words", () => {
  it("are all words outside of quotes, code and addresses, and no others", () => {
    fc.assert(
      fc.property(fc.uniqueArray(piece, { selector: (one) => one.word, minLength: 1 }), (pieces) => {
        const text = pieces.map((one) => WRITTEN[one.kind][0](`q${one.word}z`)).join("\n\n");
        const words = new Set(readSpeech(text).match(/q[a-z]+z/g));
        const said = pieces.filter((one) => WRITTEN[one.kind][1]).map((one) => `q${one.word}z`);
        expect([...words].sort()).toEqual(said.sort());
      }),
    );
  });

  it("are found in a text that is shown plain as well, without lines that begin with a quote mark", () => {
    const text = `${"[a](https://example.org/) ".repeat(2_900)}\n> quoted\nsaid`;
    expect(formatText(text).isPlain).toBe(true);
    expect(readSpeech(text)).toMatch(/\nsaid$/);
    expect(readSpeech(text)).not.toContain("quoted");
  });

  it("are the characters as they were typed, not as they are escaped", () => {
    expect(readSpeech(`a < b && "c" > 'd'`)).toContain(`a < b && "c" > 'd'`);
    expect(readSpeech("&lt;b&gt; &amp;lt;")).toContain("&lt;b&gt; &amp;lt;");
  });
});

function isKind(name: string): name is keyof typeof WRITTEN {
  return Object.hasOwn(WRITTEN, name);
}
