import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isAppError } from "@/shared/errors";
import { csvRow } from "@/server/http/answers/csv";
import { readFile } from "./read-file";
import { columnsOf } from "./rules-columns";
import { readRows } from "./rules-rows";

const read = (text: string) => readFile(Buffer.from(text));
const refusal = async (work: () => unknown): Promise<string> => {
  try {
    await work();
  } catch (error) {
    return isAppError(error) ? (error.sentence?.key ?? "") : `thrown: ${String(error)}`;
  }
  return "none";
};

describe("a file of people", () => {
  it.each([
    ["comma", "name,email\nAnna,a@example.org", ","],
    ["semicolon", "name;email\r\nAnna;a@example.org", ";"],
    ["tab", "name\temail\rAnna\ta@example.org", "\t"],
    ["a comma within quotes", '"name, whole";email\nAnna;a@example.org', ";"],
  ])("its delimiter is recognised: %s", async (_title, text, delimiter) => {
    const file = await read(text);
    expect(file.delimiter).toBe(delimiter);
    expect(file.rows).toEqual([{ number: 2, cells: ["Anna", "a@example.org"] }]);
  });

  it.each([
    ["UTF-8", Buffer.from("name,email\nÄnne €,a@b")],
    ["UTF-8", Buffer.from("\ufeffname,email\nÄnne €,a@b")],
    ["UTF-16", Buffer.from("\ufeffname,email\nÄnne €,a@b", "utf16le")],
    [
      "Windows-1252",
      Buffer.concat([
        Buffer.from("name,email\n"),
        Buffer.of(0xc4),
        Buffer.from("nne "),
        Buffer.of(0x80),
        Buffer.from(",a@b"),
      ]),
    ],
  ])("its encoding is recognised: %s", async (encoding, bytes) => {
    const file = await readFile(bytes);
    expect(file).toMatchObject({ encoding, head: ["name", "email"] });
    expect(file.rows[0]?.cells).toEqual(["Änne €", "a@b"]);
  });

  it.each([
    ["without rows", "name,email\n", "refusals.imports.noRows"],
    ["of nothing", "", "refusals.imports.noRows"],
    ["of blank rows", "name,email\n , \n,,\n\n", "refusals.imports.noRows"],
    ["with an open quote", 'name,email\n"Anna,a@b', "refusals.imports.quote"],
    ["in UTF-16 without a mark", Buffer.from("name,email\nA,a@b", "utf16le"), "refusals.imports.encoding"],
    ["of bytes that no text has", Uint8Array.of(0x81, 0xff, 0x8d), "refusals.imports.encoding"],
    ["of a picture", Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 0, 0xff), "refusals.imports.encoding"],
    ["with too many rows", `email\n${"a@b\n".repeat(20_001)}`, "refusals.imports.tooManyRows"],
    ["with too many columns", `${"a,".repeat(101)}email\n1`, "refusals.imports.tooManyColumns"],
  ])("is refused %s", async (_title, given, key) => {
    expect(await refusal(() => readFile(typeof given === "string" ? Buffer.from(given) : given))).toBe(key);
  });

  it("quoted cells hold line breaks, delimiters and quotes; each row knows the line on which it begins", async () => {
    const file = await read('name,email\n"A ""1"", x\ny",a@b\n\nB,b@b');
    expect(file.rows).toEqual([
      { number: 2, cells: ['A "1", x\ny', "a@b"] },
      { number: expect.any(Number), cells: ["B", "b@b"] },
    ]);
    expect(file.rows[1]?.number).toBeGreaterThan(3);
  });

  it("heads are understood in English and in German; others are named and ignored", () => {
    const fields = (head: string[]) => columnsOf(head).map(({ field }) => field);
    expect(fields(["Name", "E-mail", "Role", "Teams", "Language", "Phone"])).toEqual([
      "name",
      "email",
      "role",
      "teams",
      "language",
      null,
    ]);
    expect(fields([" Vollständiger Name", "E-Mail-Adresse", "ROLLE", "Gruppe", "Sprache"])).toEqual([
      "name",
      "email",
      "role",
      "teams",
      "language",
    ]);
    expect(columnsOf(["email", "\u202eenohP"])[1]).toEqual({ head: "enohP", field: null });
  });

  it("two columns of one field are refused, and so is a file without addresses", async () => {
    expect(await refusal(() => columnsOf(["E-mail", "mail"]))).toBe("refusals.imports.twoColumns");
    expect(await refusal(() => columnsOf(["name", "role"]))).toBe("refusals.imports.noEmailColumn");
  });

  it("what an export wrote is read back as it was, formulas and all", async () => {
    const cell = fc.string({ unit: "binary", maxLength: 20 }).map((text) => text.replace(/\0/g, ""));
    await fc.assert(
      fc.asyncProperty(fc.array(cell, { minLength: 1, maxLength: 4 }), async (cells) => {
        fc.pre(cells.some((one) => one.trim() !== "") && !cells.some((one) => /^'|\p{Surrogate}/u.test(one)));
        const file = await read(`email\r\n${csvRow(cells)}`);
        expect(file.rows[0]?.cells).toEqual(cells);
      }),
    );
  });

  it("any bytes are refused with a sentence, or each row is accounted for once", async () => {
    const anyText = fc.oneof(
      fc.string({ unit: "binary", maxLength: 300 }).map((text) => Buffer.from(text)),
      fc
        .array(
          fc.constantFrom(
            "name",
            "email",
            "a@b.c",
            ",",
            ";",
            "\t",
            '"',
            "\n",
            "\r\n",
            "\r",
            "=1",
            " ",
            "ä",
            "'",
          ),
          { maxLength: 60 },
        )
        .map((parts) => Buffer.from(`email,name\n${parts.join("")}`)),
      fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
    );
    await fc.assert(
      fc.asyncProperty(anyText, async (bytes) => {
        const outcome = await refusal(async () => {
          const file = await readFile(bytes);
          const numbers = file.rows.map(({ number }) => number);
          expect(new Set(numbers).size).toBe(numbers.length);
          const columns = columnsOf(file.head);
          const rows = await readRows(file.rows, columns, new Map());
          expect(rows.map(({ number }) => number)).toEqual(numbers);
          const wishes = rows.flatMap(({ wish }) => ("email" in wish ? [wish.email] : []));
          expect(new Set(wishes).size).toBe(wishes.length);
        });
        expect(outcome).toMatch(/^(none|refusals\.imports\.\w+)$/);
      }),
      { numRuns: 500 },
    );
  });
});
