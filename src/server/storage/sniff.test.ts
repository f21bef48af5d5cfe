import { randomBytes } from "node:crypto";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { servedType, sniffType } from "./sniff";

const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';

describe("a file's type by its bytes", () => {
  it.each([
    ["image/svg+xml", SVG],
    ["image/svg+xml", `\ufeff  <?xml version="1.0"?><!DOCTYPE svg>${SVG}`],
    ["image/svg+xml", `<!-- a picture -->${SVG}`],
    ["image/svg+xml", `<x:svg xmlns:x="http://www.w3.org/2000/svg"/>`],
    ["text/html", "<!doctype html><p>hello"],
    ["text/html", "\n\n<HTML><body onload=alert(1)>"],
    ["text/html", "<script>alert(1)</script>"],
    ["text/html", "<img src=x onerror=alert(1)>"],
    ["text/html", "<!-- --><script>alert(1)</script>"],
    ["application/xhtml+xml", '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>'],
    ["application/xml", '<?xml version="1.0"?><settings/>'],
    ["application/xml", "<settings><one/></settings>"],
    ["text/plain", "<jo@example.org> wrote:"],
    ["text/plain", "1 < 2 and <svg> is a tag"],
    ["text/plain", "BMW, MZ and GIF are words"],
    ["text/plain", "สวัสดี"],
    ["text/plain", "\u001b[31mred\u001b[0m log\n"],
    ["application/pdf", "%PDF-1.7\n1 0 obj\n"],
    ["application/octet-stream", "text with a \0 in it"],
  ])("%s: %j", async (type, text) => {
    expect(await sniffType(Buffer.from(text))).toBe(type);
  });

  it("a picture is what its bytes are", async () => {
    const picture = sharp({ create: { width: 4, height: 4, channels: 3, background: "red" } });
    expect(await sniffType(await picture.png().toBuffer())).toBe("image/png");
    expect(await sniffType(await picture.jpeg().toBuffer())).toBe("image/jpeg");
    expect(await sniffType(await picture.webp().toBuffer())).toBe("image/webp");
  });

  it("bytes that are no text and nothing known are just bytes", async () => {
    expect(await sniffType(Buffer.from([0xe9, 0x20, 0xe8, 0x0a]))).toBe("application/octet-stream");
    expect(await sniffType(randomBytes(4_096))).toBe("application/octet-stream");
  });

  it("a text longer than what is looked at is text, also when a letter is cut there", async () => {
    const broken = Buffer.from("ä".repeat(40_000)).subarray(1, 64 * 1024 + 1);
    expect(await sniffType(broken)).toBe("text/plain; charset=unknown-8bit");
    expect(await sniffType(Buffer.from(`a${"ä".repeat(40_000)}`).subarray(0, 64 * 1024))).toBe("text/plain");
  });

  it("markup is sent as mere bytes", () => {
    for (const type of [
      "text/html",
      "image/svg+xml",
      "application/xml",
      "application/xhtml+xml",
      "application/mathml+xml",
    ]) {
      expect(servedType(type)).toBe("application/octet-stream");
    }
    expect(servedType("image/png")).toBe("image/png");
  });
});
