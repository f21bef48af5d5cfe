import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LIMITS } from "@/shared/limits";
import { cleanFileName, contentDisposition } from "./names";

describe("the name under which a file is stored", () => {
  it.each([
    "Отчёт.pdf",
    "تقرير الشبكة.docx",
    "รายงาน.xlsx",
    "👩‍👩‍👧‍👦 photo.png",
    "कार्यक्रम.txt",
    "naïve.txt",
    'say "hello".txt',
    "100%.txt",
    "a'b(c)*.txt",
  ])("stays as it is: %s", (name) => {
    expect(cleanFileName(name)).toBe(name.normalize("NFC"));
  });

  it("is composed, so that the same name compares equal wherever it was typed", () => {
    expect(cleanFileName("re\u0301sume\u0301.pdf")).toBe("r\u00e9sum\u00e9.pdf");
  });

  it("loses folders, controls and marks that reverse the text to disguise an extension", () => {
    expect(cleanFileName("../../etc/passwd")).toBe("passwd");
    expect(cleanFileName("C:\\Users\\me\\a.txt")).toBe("a.txt");
    expect(cleanFileName("invoice\u202efdp.exe")).toBe("invoicefdp.exe");
    expect(cleanFileName("a\0b\r\nc\u2066d\u2069.txt")).toBe("ab cd.txt");
  });

  it.each(["", "   ", ".", "..", "/", "a/", "\0", "\u202e"])("is file when nothing is left of %j", (name) => {
    expect(cleanFileName(name)).toBe("file");
  });

  it("of 400 characters is cut between letters, with its extension kept", () => {
    for (const letter of ["a", "é", "ก", "ي", "👩‍👩‍👧‍👦", "e\u0323\u0301"]) {
      const name = cleanFileName(`${letter.repeat(400)}.pdf`);
      expect(name.length).toBeLessThanOrEqual(LIMITS.fileNameMax);
      expect(name.length).toBeGreaterThan(LIMITS.fileNameMax - 12);
      expect(name.slice(0, -4).replaceAll(letter.normalize("NFC"), "")).toBe("");
      expect(name.endsWith(".pdf")).toBe(true);
    }
  });

  it("stays the same when cleaned again, and always fits", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 600 }), (input) => {
        const name = cleanFileName(input);
        expect(name.length).toBeGreaterThan(0);
        expect(name.length).toBeLessThanOrEqual(LIMITS.fileNameMax);
        expect(cleanFileName(name)).toBe(name);
      }),
    );
  });
});

describe("Content-Disposition", () => {
  it("carries any name in ASCII, so that no name can break the header", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (input) => {
        const name = cleanFileName(input);
        const header = contentDisposition("attachment", name);
        expect(header).toMatch(
          /^attachment; filename="[\x20-\x21\x23-\x24\x26-\x5b\x5d-\x7e]*"; filename\*=UTF-8''[\w.~%!#$&+^`|-]*$/,
        );
        expect(decodeURIComponent(header.slice(header.indexOf("''") + 2))).toBe(name);
      }),
    );
  });
});
