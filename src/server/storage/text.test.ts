import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { servedType, sniffType } from "./sniff";

const CSV = "Name;Größe;Preis\r\nJörg;180;3 €\r\nZoë;170;打印机\r\n";

function utf16(text: string, isLittle: boolean, mark = true): Buffer {
  const little = Buffer.from(`${mark ? "\ufeff" : ""}${text}`, "utf16le");
  return isLittle ? little : little.swap16();
}

function utf32(text: string, isLittle: boolean): Buffer {
  const points = ["\ufeff", ...text].map((one) => one.codePointAt(0) ?? 0);
  const bytes = Buffer.alloc(points.length * 4);
  points.forEach((point, at) =>
    isLittle ? bytes.writeUInt32LE(point, at * 4) : bytes.writeUInt32BE(point, at * 4),
  );
  return bytes;
}

const latin1 = (text: string): Buffer => Buffer.from(text, "latin1");
/** "Привет, мир" in Windows-1251, often. */
const CYRILLIC = Buffer.from("cff0e8e2e5f22c20ece8f00d0a".repeat(20), "hex");
const SHIFT_JIS = Buffer.from("93fa967b8cea82cc834583628343838b0d0a".repeat(10), "hex");

describe("a text is recognised in any encoding", () => {
  it.each([
    ["text/plain", "UTF-8 with a mark", Buffer.from(`\ufeff${CSV}`)],
    ["text/plain; charset=utf-16le", "UTF-16LE", utf16(CSV, true)],
    ["text/plain; charset=utf-16be", "UTF-16BE", utf16(CSV, false)],
    ["text/plain; charset=utf-16le", "UTF-16LE without a mark", utf16("Name;Size\r\nJörg;180", true, false)],
    ["text/plain; charset=utf-16be", "UTF-16BE without a mark", utf16("Name;Size\r\nJörg;180", false, false)],
    ["text/plain; charset=utf-16le", "only Chinese", utf16("打印机无法连接网络", true)],
    ["text/plain; charset=utf-16le", "an emoji", utf16("👨‍👩‍👧‍👦", true)],
    ["text/plain; charset=utf-16le", "only a mark", Buffer.from([0xff, 0xfe])],
    ["text/plain; charset=utf-32le", "UTF-32LE", utf32(CSV, true)],
    ["text/plain; charset=utf-32be", "UTF-32BE", utf32(CSV, false)],
    ["text/plain; charset=windows-1252", "Latin-1", latin1("Größe;Preis\nJörg;180\n")],
    ["text/plain; charset=windows-1252", "Windows-1252", latin1("Price: \x80 5 \x96 \x93cheap\x94\r\n")],
    ["text/plain; charset=windows-1252", "a word that is a signature", latin1("BMW für alle, MZ für Jörg")],
    ["text/plain; charset=unknown-8bit", "Cyrillic", CYRILLIC],
    ["text/plain; charset=unknown-8bit", "Japanese", SHIFT_JIS],
  ])("%s: %s", async (type, _name, bytes) => {
    expect(await sniffType(bytes)).toBe(type);
    expect(servedType(type)).toMatch(/^text\/plain; charset=/);
  });

  it.each([
    ["image/svg+xml", '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
    ["text/html", "<!doctype html><script>alert(1)</script>"],
    ["text/html", "<script>alert('Jörg')</script>"],
    ["application/xml", '<?xml version="1.0" encoding="utf-16"?><settings/>'],
  ])("markup is markup in every encoding, and is sent as mere bytes: %s", async (type, text) => {
    for (const bytes of [
      utf16(text, true),
      utf16(text, false),
      utf16(text, true, false),
      utf16(text, false, false),
      utf32(text, true),
      latin1(`${text} J\xf6rg`),
    ]) {
      expect(await sniffType(bytes)).toBe(type);
      expect(servedType(type)).toBe("application/octet-stream");
    }
  });

  it("what only begins like one is none", async () => {
    for (const bytes of [
      Buffer.from([0xff, 0xfe, 0x00, 0xd8]),
      Buffer.concat([utf16("a text", true), Buffer.alloc(40)]),
      Buffer.from([0xff, 0xfe, 0x41]),
      Buffer.from([0xff, 0xfb, 0x90, 0x64, 0x00, 0x0f, 0xf0, 0x00]),
    ]) {
      expect(await sniffType(bytes)).not.toMatch(/^text/);
    }
  });

  it("any text in UTF-16 with a mark is found, whole or cut at what is looked at", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "grapheme" }), fc.boolean(), async (text, isLittle) => {
        fc.pre(!/[\0-\x08\x0e-\x1f\x7f<\ufffe\uffff]/.test(text));
        expect(await sniffType(utf16(text, isLittle))).toMatch(/^text\/plain; charset=utf-16/);
      }),
    );
    const long = utf16(`a${"👨‍👩‍👧‍👦".repeat(9_000)}`, true).subarray(0, 64 * 1024);
    expect(await sniffType(long)).toBe("text/plain; charset=utf-16le");
  });
});
