import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { crc32, createDeflateRaw } from "node:zlib";
import { contentDisposition } from "@/server/storage/names";

/** A file of an archive; its bytes are read when its turn comes. */
export interface ZipFile {
  /** Its path in the archive: slashes between folders. */
  name: string;
  at: Date;
  /** Whether it is worth packing: pictures and most documents are packed already. */
  isText: boolean;
  bytes: AsyncIterable<Uint8Array>;
}

interface Written {
  name: Buffer;
  time: number;
  date: number;
  crc: number;
  size: number;
  packed: number;
  offset: number;
}

/** The largest numbers of 16 and of 32 bits: they say that the number stands in a field of 64. */
const WIDE_16 = 0xffff;
const WIDE_32 = 0xffffffff;
/** Below these, an archive has no numbers of 64 bits. */
const PLAIN = { files: WIDE_16, bytes: WIDE_32 };
/** Names are UTF-8, and sizes stand behind the bytes. */
const FLAGS = 0x0808;
const DEFLATED = 8;
const PLAIN_VERSION = 20;
/** The version that knows numbers of 64 bits. */
const WIDE_VERSION = 45;

/**
 * The bytes of a ZIP archive, file after file as they are read: nothing is kept but a line a file. Where the archive is larger than 4 GB, or has
 * more than 65,534 files, its directory has numbers of 64 bits. A single file of 4 GB or more throws.
 */
export async function* zipBytes(
  files: AsyncIterable<ZipFile>,
  plain = PLAIN,
): AsyncGenerator<Uint8Array, void> {
  const written: Written[] = [];
  let offset = 0;
  for await (const file of files) {
    const entry: Written = {
      ...dosTime(file.at),
      name: Buffer.from(file.name),
      crc: 0,
      size: 0,
      packed: 0,
      offset,
    };
    const head = headOf(entry);
    yield head;
    yield* pack(file, entry);
    const tail = tailOf(entry);
    yield tail;
    offset += head.byteLength + entry.packed + tail.byteLength;
    written.push(entry);
  }
  let size = 0;
  for (const entry of written) {
    const line = lineOf(entry, plain);
    size += line.byteLength;
    yield line;
  }
  yield endOf({ count: written.length, size, offset }, plain);
}

/** A file's bytes as the archive has them; counts them in its entry. */
async function* pack(file: ZipFile, entry: Written): AsyncGenerator<Uint8Array, void> {
  const count = async function* (): AsyncGenerator<Uint8Array, void> {
    for await (const chunk of file.bytes) {
      entry.crc = crc32(chunk, entry.crc);
      entry.size += chunk.byteLength;
      yield chunk;
    }
  };
  const deflate = createDeflateRaw({ level: file.isText ? 6 : 0 });
  const packing = pipeline(Readable.from(count(), { objectMode: false }), deflate);
  // Who reads `deflate` gets the error, too.
  packing.catch(() => undefined);
  for await (const chunk of deflate) {
    const bytes: Uint8Array = chunk;
    entry.packed += bytes.byteLength;
    yield bytes;
  }
  await packing;
  if (Math.max(entry.size, entry.packed) >= WIDE_32) {
    throw new Error("A file of 4 GB or more does not fit into this kind of archive.");
  }
}

/** An archive to download, sent as it is read. */
export function zipResponse(name: string, files: AsyncGenerator<ZipFile, void>): Response {
  const bytes = zipBytes(files);
  const body = new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        const { done, value } = await bytes.next();
        if (done) {
          controller.close();
        } else {
          controller.enqueue(value);
        }
      },
      cancel: async () => void (await bytes.return(undefined)),
    },
    { highWaterMark: 0 },
  );
  return new Response(body, {
    headers: {
      "content-type": "application/zip",
      "content-disposition": contentDisposition("attachment", name),
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
    },
  });
}

function headOf({ name, time, date }: Written): Buffer {
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x04034b50, 0);
  head.writeUInt16LE(PLAIN_VERSION, 4);
  head.writeUInt16LE(FLAGS, 6);
  head.writeUInt16LE(DEFLATED, 8);
  head.writeUInt16LE(time, 10);
  head.writeUInt16LE(date, 12);
  head.writeUInt16LE(name.byteLength, 26);
  return Buffer.concat([head, name]);
}

function tailOf({ crc, size, packed }: Written): Buffer {
  const tail = Buffer.alloc(16);
  tail.writeUInt32LE(0x08074b50, 0);
  tail.writeUInt32LE(crc, 4);
  tail.writeUInt32LE(packed, 8);
  tail.writeUInt32LE(size, 12);
  return tail;
}

/** A line of the directory at the end. */
function lineOf({ name, time, date, crc, size, packed, offset }: Written, plain: typeof PLAIN): Buffer {
  const isWide = offset >= plain.bytes;
  const extra = Buffer.alloc(isWide ? 12 : 0);
  if (isWide) {
    extra.writeUInt16LE(1, 0);
    extra.writeUInt16LE(8, 2);
    extra.writeBigUInt64LE(BigInt(offset), 4);
  }
  const line = Buffer.alloc(46);
  line.writeUInt32LE(0x02014b50, 0);
  line.writeUInt16LE(isWide ? WIDE_VERSION : PLAIN_VERSION, 4);
  line.writeUInt16LE(isWide ? WIDE_VERSION : PLAIN_VERSION, 6);
  line.writeUInt16LE(FLAGS, 8);
  line.writeUInt16LE(DEFLATED, 10);
  line.writeUInt16LE(time, 12);
  line.writeUInt16LE(date, 14);
  line.writeUInt32LE(crc, 16);
  line.writeUInt32LE(packed, 20);
  line.writeUInt32LE(size, 24);
  line.writeUInt16LE(name.byteLength, 28);
  line.writeUInt16LE(extra.byteLength, 30);
  line.writeUInt32LE(isWide ? WIDE_32 : offset, 42);
  return Buffer.concat([line, name, extra]);
}

interface End {
  count: number;
  size: number;
  offset: number;
}

/** The end of the archive, by which programs find its directory. */
function endOf(directory: End, plain: typeof PLAIN): Buffer {
  const { count, size, offset } = directory;
  const isWide = count >= plain.files || Math.max(size, offset) >= plain.bytes;
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(isWide ? WIDE_16 : count, 8);
  end.writeUInt16LE(isWide ? WIDE_16 : count, 10);
  end.writeUInt32LE(isWide ? WIDE_32 : size, 12);
  end.writeUInt32LE(isWide ? WIDE_32 : offset, 16);
  return isWide ? Buffer.concat([wideEndOf(directory), end]) : end;
}

function wideEndOf({ count, size, offset }: End): Buffer {
  const wide = Buffer.alloc(56);
  wide.writeUInt32LE(0x06064b50, 0);
  wide.writeBigUInt64LE(44n, 4);
  wide.writeUInt16LE(WIDE_VERSION, 12);
  wide.writeUInt16LE(WIDE_VERSION, 14);
  wide.writeBigUInt64LE(BigInt(count), 24);
  wide.writeBigUInt64LE(BigInt(count), 32);
  wide.writeBigUInt64LE(BigInt(size), 40);
  wide.writeBigUInt64LE(BigInt(offset), 48);
  const place = Buffer.alloc(20);
  place.writeUInt32LE(0x07064b50, 0);
  place.writeBigUInt64LE(BigInt(offset + size), 8);
  place.writeUInt32LE(1, 16);
  return Buffer.concat([wide, place]);
}

/** A time as MS-DOS wrote it, in UTC: to two seconds, and from 1980 on. */
function dosTime(at: Date): { time: number; date: number } {
  const year = Math.max(at.getUTCFullYear(), 1980);
  return {
    time: (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1),
    date: ((year - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate(),
  };
}
