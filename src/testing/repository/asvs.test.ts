import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";

// The table of ASVS in documents/SECURITY.md says in a sentence how many requirements hold: the sentence and the table have to agree.

const ROOT = resolve(import.meta.dirname, "../../..");
const text = readFileSync(join(ROOT, "documents", "SECURITY.md"), "utf8");
const table = text.slice(text.indexOf("## OWASP ASVS"), text.indexOf("## Known limits"));

/** How the sentence calls what stands in the column "holds". */
const WORDS: Record<string, RegExp> = {
  yes: /(\d+) hold\b/,
  partly: /(\d+) partly/,
  deviates: /(\d+) deviate/,
  no: /(\d+) does not/,
  operator: /(\d+) are the operator's/,
  "n/a": /(\d+) are about nothing here/,
};

interface Row {
  numbers: string[];
  holds: string;
  how: string;
}

const rows: Row[] = table
  .split("\n")
  .filter((line) => /^\| \d/.test(line))
  .map((line) => {
    const [, numbers = "", , , holds = "", how = ""] = line.split("|").map((cell) => cell.trim());
    return { numbers: numbers.split(", "), holds: holds.split(",")[0] ?? "", how };
  });

it("every requirement stands there once", () => {
  const all = rows.flatMap(({ numbers }) => numbers);
  expect(all.filter((number, index) => all.indexOf(number) !== index)).toEqual([]);
  expect(all).toHaveLength(Number(/Of (\d+) requirements/.exec(table)?.[1]));
});

it("the sentence counts what the table says", () => {
  const counted: Record<string, number> = {};
  rows.forEach(({ numbers, holds }) => (counted[holds] = (counted[holds] ?? 0) + numbers.length));
  const stated = Object.entries(WORDS).map(([holds, words]) => [holds, Number(words.exec(table)?.[1] ?? 0)]);
  expect(counted).toEqual(Object.fromEntries(stated.filter(([, count]) => count !== 0)));
});

it("what holds says how, and what does not says what is missing", () => {
  expect(rows.filter(({ how }) => how.length < 3).map(({ numbers }) => numbers)).toEqual([]);
});
