import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

/** Documents are read where nobody can ask: their tables hold together, their steps count on, and their links lead somewhere. */
const ROOT = resolve(import.meta.dirname, "../../..");
const documents = [
  join(ROOT, "README.md"),
  ...readdirSync(join(ROOT, "documents"), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".md"))
    .map((path) => join(ROOT, "documents", path)),
].map((path) => ({ name: relative(ROOT, path), path, lines: linesOf(path) }));

const SOURCES = [
  ...readdirSync(ROOT),
  ...["src", "prisma", "e2e", "bench", "deploy", "documents"].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" }).map((path) => join(folder, path)),
  ),
];

describe("every document", () => {
  it.each(documents)("$name: tables have a head, and each row as many cells as it", ({ lines }) => {
    const wrong: string[] = [];
    for (const { at, rows } of tablesOf(lines)) {
      const [head = "", rule = ""] = rows;
      const cells = cellsOf(head).length;
      if (!cellsOf(rule).every((cell) => /^:?-+:?$/.test(cell))) {
        wrong.push(`line ${at + 1}: rows without a table`);
      }
      rows.forEach((row, index) => {
        if (cellsOf(row).length !== cells) {
          wrong.push(`line ${at + index + 1}: ${cellsOf(row).length} cells of ${cells}`);
        }
      });
    }
    expect(wrong).toEqual([]);
  });

  it.each(documents)("$name: numbered steps count on, through all of its tables", ({ lines }) => {
    const numbers = tablesOf(lines)
      .filter(({ rows }) => cellsOf(rows[0] ?? "")[0] === "#")
      .flatMap(({ rows }) => rows.slice(2).map((row) => cellsOf(row)[0]));
    expect(numbers).toEqual(numbers.map((_, index) => String(index + 1)));
  });

  it.each(documents)("$name: what it links to is there", ({ path, lines }) => {
    const text = lines.join("\n").replace(/`[^`\n]*`/g, "");
    const wrong = [...text.matchAll(/\]\(([^)\s]+)\)/g)]
      .map((match) => match[1] ?? "")
      .filter((address) => !/^(?:https?|mailto):/.test(address) && !leadsSomewhere(address, path));
    expect(wrong).toEqual([]);
  });

  it.each(documents)("$name: the source files that it names are there", ({ lines }) => {
    expect(namedFiles(lines.join("\n")).filter((name) => !isSource(name))).toEqual([]);
  });
});

it("a file that was moved away is found in a document", () => {
  const named = namedFiles(
    "`src/shared/gone.ts`, `wait.ts`, `.../testing/wait.ts`, `ait.ts`, `x.events.ts()`",
  );
  expect(named.filter((name) => !isSource(name))).toEqual(["src/shared/gone.ts", "ait.ts"]);
});

it("ARCHITECTURE names every room of the big folders", () => {
  const text = readFileSync(join(ROOT, "documents", "ARCHITECTURE.md"), "utf8");
  const unnamed = ["server", "realtime", "client", "ui", "testing"].flatMap((folder) => {
    // A point of the list, with what is indented below it.
    const row = text.split(/\n(?=- |\n)/).find((point) => point.startsWith(`- \`src/${folder}/\``)) ?? "";
    return readdirSync(join(ROOT, "src", folder), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== "prisma" && !row.includes(`\`${entry.name}\``))
      .map((entry) => `src/${folder}/${entry.name}`);
  });
  expect(unnamed).toEqual([]);
});

describe("the decisions", () => {
  const records = documents.filter(({ name }) => /decisions\/\d{4}-/.test(name));

  it.each(records)(
    "$name has its number, date and status, and says what, why and at what price",
    ({ name, path }) => {
      const text = readFileSync(path, "utf8");
      const number = Number(/\/(\d{4})-/.exec(name)?.[1]);
      expect(text).toMatch(
        new RegExp(`^# ${number}\\. \\S.*\\n\\nDate: 20\\d\\d-\\d\\d-\\d\\d\\. Status: \\S`),
      );
      expect([...text.matchAll(/^## (.+)$/gm)].map((match) => match[1])).toEqual(["What", "Why", "Price"]);
      expect(text.split(/^## .+$/m).every((part) => part.trim() !== "")).toBe(true);
    },
  );

  it("stand in their index, each once, with the same title, date and status", () => {
    const index =
      documents.find(({ name }) => name === "documents/decisions/README.md")?.lines.join("\n") ?? "";
    const listed = [...index.matchAll(/^\| (\d+) +\| \[(.+)\]\((\S+)\) +\| (\S+) \| (.+?) +\|$/gm)].map(
      ([, number, title, file, date, status]) => `${file}: ${number}. ${title}, ${date}, ${status}`,
    );
    const written = records.map(({ path, lines }) => {
      const [, date, status] = /^Date: (\S+)\. Status: ([^.]+)\./.exec(lines[2] ?? "") ?? [];
      return `${basename(path)}: ${lines[0]?.slice(2)}, ${date}, ${status}`;
    });
    expect(listed).toEqual(written.sort());
  });
});

it("a row that stands outside of its table is found", () => {
  const lines = ["| # | a |", "| - | - |", "| 1 | b |", "", "| 2 | c |"];
  expect(tablesOf(lines).map(({ at }) => at)).toEqual([0, 4]);
  expect(cellsOf("| a \\| b | `c` |")).toEqual(["a \\| b", "`c`"]);
});

/** Programs that a document has its reader write. */
const READERS_OWN = ["listen.mjs"];

/** The source files that a text names between backticks. */
function namedFiles(text: string): string[] {
  return [...text.matchAll(/`(?:\.\.\.\/)?([\w@.()[\]/-]+\.(?:tsx?|mjs|css))`/g)]
    .map((match) => match[1] ?? "")
    .filter((name) => !READERS_OWN.includes(name));
}

/** Whether there is a source file of this path, or one that ends in it. */
function isSource(name: string): boolean {
  return SOURCES.some((path) => path === name || path.endsWith(`/${name}`));
}

/** The lines of a document; what stands between fences is left out. */
function linesOf(path: string): string[] {
  let isCode = false;
  return readFileSync(path, "utf8")
    .split("\n")
    .map((line) => {
      const isFence = /^\s*```/.test(line);
      isCode = isFence ? !isCode : isCode;
      return isCode || isFence ? "" : line;
    });
}

/** Rows that stand together, with the line where they begin. */
function tablesOf(lines: readonly string[]): { at: number; rows: string[] }[] {
  const tables: { at: number; rows: string[] }[] = [];
  lines.forEach((line, at) => {
    const last = tables.at(-1);
    if (!line.startsWith("|")) {
      return;
    }
    if (last && last.at + last.rows.length === at) {
      last.rows.push(line);
    } else {
      tables.push({ at, rows: [line] });
    }
  });
  return tables;
}

function cellsOf(row: string): string[] {
  return row
    .trim()
    .replace(/^\||\|$/g, "")
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());
}

function leadsSomewhere(address: string, from: string): boolean {
  const [file = "", anchor] = address.split("#");
  const path = file === "" ? from : join(dirname(from), file);
  return (
    existsSync(path) &&
    (anchor === undefined ||
      linesOf(path).some((line) => /^#+ /.test(line) && anchorOf(line.replace(/^#+ /, "")) === anchor))
  );
}

/** The anchor of a heading, as the places that show these documents make it. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replace(/\s/g, "-");
}
