import { createHash, randomBytes } from "node:crypto";
import { mkdir, open, readdir, rename, rm, stat, type FileHandle } from "node:fs/promises";
import { dirname, join } from "node:path";
import { say } from "@/messages/server/say";
import { AppError } from "@/shared/errors";
import { explainStorageError } from "./errors";
import type { ByteRange, FileArea, FileStorage, StoredFile } from "./types";

const UNFINISHED = "unfinished";
const CHUNK_BYTES = 128 * 1024;
const KEY = /^[a-z]+\/[0-9a-f]{2}\/[0-9a-f]{32}$/;

/** Keeps files in `root` (made when needed, closed to other users), spread over 256 folders an area. */
export function createDiskStorage(root: string): FileStorage {
  return {
    write: (area, source) => explained(() => write(root, area, source)),
    sizeOf: (key) => explained(async () => (await stat(pathOf(root, key))).size),
    read: (key, range) => explained(() => read(pathOf(root, key), range)),
    withPath: (key, use) => use(pathOf(root, key)),
    remove: (key) => explained(() => rm(pathOf(root, key), { force: true })),
    keysBefore: (area, before) => keysBefore(root, area, before),
    sweepUnfinished: (before) => explained(() => sweepUnfinished(join(root, UNFINISHED), before)),
  };
}

async function explained<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw explainStorageError(error);
  }
}

/** Keys come from the database; still, only generated keys ever become part of a path. */
function pathOf(root: string, key: string): string {
  if (!KEY.test(key)) {
    throw new AppError("not_found", say("refusals.storage.notHere"));
  }
  return join(root, key);
}

async function write(
  root: string,
  area: FileArea,
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<StoredFile> {
  const name = randomBytes(16).toString("hex");
  const key = `${area}/${name.slice(0, 2)}/${name}`;
  const draft = join(root, UNFINISHED, name);
  const path = pathOf(root, key);
  try {
    await makeFolder(dirname(draft));
    await makeFolder(dirname(path));
    const { size, sha256 } = await writeDraft(draft, source);
    await rename(draft, path);
    await syncFolder(dirname(path));
    return { key, size, sha256 };
  } catch (error) {
    await rm(draft, { force: true });
    await rm(path, { force: true });
    throw error;
  }
}

async function writeDraft(
  draft: string,
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<{ size: number; sha256: string }> {
  const hash = createHash("sha256");
  let size = 0;
  const handle = await open(draft, "wx", 0o600);
  try {
    for await (const chunk of source) {
      hash.update(chunk);
      size += chunk.byteLength;
      await handle.writeFile(chunk);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  return { size, sha256: hash.digest("hex") };
}

async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
}

/** A rename survives a power cut only once its folder was written too. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function read(path: string, range?: ByteRange): Promise<ReadableStream<Uint8Array>> {
  const handle = await open(path, "r");
  let position = range?.start ?? 0;
  const end = range ? range.end + 1 : Number.POSITIVE_INFINITY;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const chunk = await readChunk(handle, position, Math.min(CHUNK_BYTES, end - position)).catch(
          async (error: unknown) => {
            await handle.close();
            throw error;
          },
        );
        position += chunk.byteLength;
        if (chunk.byteLength > 0) {
          controller.enqueue(chunk);
        } else {
          await handle.close();
          controller.close();
        }
      },
      cancel: () => handle.close(),
    },
    // Nothing is read ahead: what the client does not read stays on the disk.
    { highWaterMark: 0 },
  );
}

async function readChunk(handle: FileHandle, position: number, length: number): Promise<Uint8Array> {
  const buffer = new Uint8Array(length);
  const { bytesRead } = await handle.read(buffer, 0, length, position);
  return buffer.subarray(0, bytesRead);
}

async function* keysBefore(root: string, area: FileArea, before: Date): AsyncIterable<string> {
  for (const shard of await namesIn(join(root, area))) {
    for (const name of await namesIn(join(root, area, shard))) {
      const key = `${area}/${shard}/${name}`;
      if (KEY.test(key) && (await isOlder(join(root, key), before))) {
        yield key;
      }
    }
  }
}

async function sweepUnfinished(folder: string, before: Date): Promise<number> {
  let removed = 0;
  for (const name of await namesIn(folder)) {
    if (await isOlder(join(folder, name), before)) {
      await rm(join(folder, name), { force: true });
      removed += 1;
    }
  }
  return removed;
}

async function namesIn(folder: string): Promise<string[]> {
  return await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") {
      return [];
    }
    throw error;
  });
}

/** Whether a file was last written before `before`; one that went meanwhile was not. */
async function isOlder(path: string, before: Date): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found !== null && found.mtime < before;
}
