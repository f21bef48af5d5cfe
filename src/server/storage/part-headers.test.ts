import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanPartHeaders } from "./part-headers";

const TYPE = "multipart/form-data; boundary=----b";

function form(name: string, content: string): Buffer {
  const part = (head: string, body: string): string =>
    `------b\r\nContent-Disposition: ${head}\r\n\r\n${body}\r\n`;
  return Buffer.from(
    `${part('form-data; name="internal"', "\u0007")}${part(`form-data; name="file"; filename="${name}"`, content)}${part('form-data; name="x"', "")}------b--\r\n`,
  );
}

function pass(bytes: Uint8Array, sizes: readonly number[]): Buffer {
  const clean = cleanPartHeaders(TYPE);
  const pieces: Uint8Array[] = [];
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = sizes[turn % sizes.length] ?? bytes.length;
    pieces.push(clean(bytes.subarray(at, at + size)));
    at += size;
  }
  return Buffer.concat(pieces);
}

describe("the headers of a form's parts", () => {
  it("have no control characters, and bodies stay as they are, wherever the pieces end", () => {
    const body = fc
      .array(
        fc.constantFrom(
          "\u0000",
          "\u0007",
          "\r",
          "\n",
          "-",
          "------b",
          "\r\n-----",
          "\r\n\r\n",
          "x",
          "\u007f",
        ),
      )
      .map((parts) => parts.join(""))
      .filter((text) => !`\r\n${text}\r\n`.includes("\r\n------b"));
    const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(body, sizes, (content, pieces) => {
        expect(
          pass(form("a\u0007b\u0000c\u007f.txt", content), pieces).equals(form("abc.txt", content)),
        ).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it("of very many parts cost what their bytes cost", () => {
    const part = "------b\r\nContent-Disposition: form-data\u0007\r\n\r\n\r\n";
    const bytes = Buffer.from(`${part.repeat(40_000)}------b--\r\n`);
    // When every part looked at all that follows, this took minutes.
    expect(pass(bytes, [bytes.length])).toHaveLength(bytes.length - 40_000);
  });

  it("of a form that names no boundary stay as they are", () => {
    const bytes = form("a\u0007", "");
    expect(cleanPartHeaders("multipart/form-data")(bytes)).toBe(bytes);
  });
});
