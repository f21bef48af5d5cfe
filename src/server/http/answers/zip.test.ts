import fc from "fast-check";
import { expect, it } from "vitest";
import { unzip } from "@/testing/http/unzip";
import { zipBytes, type ZipFile } from "./zip";

const AT = new Date("2026-11-29T10:20:30Z");

async function* filesOf(
  files: readonly { name: string; chunks: readonly Uint8Array[] }[],
): AsyncGenerator<ZipFile, void> {
  for (const [index, { name, chunks }] of files.entries()) {
    yield {
      name,
      at: AT,
      isText: index % 2 === 0,
      bytes: (async function* () {
        yield* chunks;
      })(),
    };
  }
}

async function zipped(
  files: Parameters<typeof filesOf>[0],
  plain?: Parameters<typeof zipBytes>[1],
): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of zipBytes(filesOf(files), plain)) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

it("an archive holds every file as it was, whatever its name and its pieces", async () => {
  const file = fc.record({
    name: fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 }),
    chunks: fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 4 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(file, { maxLength: 5 }), async (files) => {
      const read = unzip(await zipped(files));
      expect(read.map(({ name, content }) => [name, content])).toEqual(
        files.map(({ name, chunks }) => [name, Buffer.concat(chunks)]),
      );
    }),
    { numRuns: 50 },
  );
});

it("each file has its day", async () => {
  const [file] = unzip(await zipped([{ name: "a.txt", chunks: [Buffer.from("a")] }]));
  expect(file?.date).toBe(((2026 - 1980) << 9) | (11 << 5) | 29);
});

it("a large archive has numbers of 64 bits in its directory", async () => {
  const files = ["one", "two", "three"].map((name) => ({ name, chunks: [Buffer.from(`about ${name}`)] }));
  const bytes = await zipped(files, { files: 3, bytes: 60 });
  const wide = bytes.lastIndexOf(Buffer.from("PK\u0006\u0006", "latin1"));
  expect(bytes.readBigUInt64LE(wide + 32)).toBe(3n);
  const directory = Number(bytes.readBigUInt64LE(wide + 48));
  expect(directory + Number(bytes.readBigUInt64LE(wide + 40))).toBe(wide);
  expect(bytes.readUInt16LE(bytes.length - 22 + 10)).toBe(0xffff);
  // The third file begins behind the 60th byte, so its line has the offset in a field of 64 bits.
  const line = bytes.lastIndexOf(Buffer.from("PK\u0001\u0002", "latin1"));
  expect(bytes.readUInt32LE(line + 42)).toBe(0xffffffff);
  const offset = Number(bytes.readBigUInt64LE(line + 46 + "three".length + 4));
  expect(bytes.readUInt32LE(offset)).toBe(0x04034b50);
});

it("what fails while a file is read fails the archive", async () => {
  const failing = (async function* (): AsyncGenerator<ZipFile, void> {
    yield {
      name: "a",
      at: AT,
      isText: true,
      bytes: (async function* (): AsyncGenerator<Uint8Array, void> {
        yield Buffer.from("a");
        throw new Error("the disk is gone");
      })(),
    };
  })();
  await expect(
    (async () => {
      for await (const chunk of zipBytes(failing)) {
        expect(chunk.byteLength).toBeGreaterThan(0);
      }
    })(),
  ).rejects.toThrow("the disk is gone");
});
