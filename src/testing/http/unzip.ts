import { crc32, inflateRawSync } from "node:zlib";
import { expect } from "vitest";

/** Reads an archive as programs do: from its directory at the end. */
export function unzip(bytes: Buffer): { name: string; content: Buffer; date: number }[] {
  const end = bytes.lastIndexOf(Buffer.from("PK\u0005\u0006", "latin1"));
  expect(bytes.length).toBe(end + 22);
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  expect(at + bytes.readUInt32LE(end + 12)).toBe(end);
  return Array.from({ length: count }, () => {
    expect(bytes.readUInt32LE(at)).toBe(0x02014b50);
    const [crc, packed, size] = [
      bytes.readUInt32LE(at + 16),
      bytes.readUInt32LE(at + 20),
      bytes.readUInt32LE(at + 24),
    ];
    const [nameLength, extraLength] = [bytes.readUInt16LE(at + 28), bytes.readUInt16LE(at + 30)];
    const offset = bytes.readUInt32LE(at + 42);
    const name = bytes.toString("utf8", at + 46, at + 46 + nameLength);
    const date = bytes.readUInt16LE(at + 14);
    at += 46 + nameLength + extraLength;
    expect(bytes.readUInt32LE(offset)).toBe(0x04034b50);
    const begin = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
    const content = inflateRawSync(bytes.subarray(begin, begin + packed));
    expect([content.length, crc32(content)]).toEqual([size, crc]);
    return { name, content, date };
  });
}
