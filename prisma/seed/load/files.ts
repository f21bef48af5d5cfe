import { cpus } from "node:os";
import { storage } from "@/server/storage/storage";
import { sniffType } from "@/server/storage/sniff";
import { canHaveThumbnail, makeThumbnail } from "@/server/storage/thumbnail";
import type { StoredFile } from "@/server/storage/types";
import { discardFiles } from "@/server/storage/upload";
import { makeFile } from "./bytes";
import type { SeedAttachment } from "../model/types";

/** A file of the demo as it lies in the storage. */
export interface DemoFile extends StoredFile {
  contentType: string;
  thumbnailKey: string | null;
}

const HEAD_BYTES = 64 * 1024;

/** Makes and stores all files, by the attachment's key; when one fails none stays. */
export async function storeFiles(
  attachments: readonly SeedAttachment[],
): Promise<ReadonlyMap<string, DemoFile>> {
  const stored = new Map<string, DemoFile>();
  const waiting = [...attachments];
  // Drawing and syncing take turns on the processor and the disk: a few at a time keep both busy.
  const workers = Array.from({ length: Math.max(4, cpus().length) }, async () => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      stored.set(next.key, await storeFile(next));
    }
  });
  const ended = await Promise.allSettled(workers);
  const failed = ended.find((worker) => worker.status === "rejected");
  if (failed) {
    await removeFiles([...stored.values()]);
    throw failed.reason;
  }
  return stored;
}

/** Removes files that nothing came of. */
export async function removeFiles(files: readonly DemoFile[]): Promise<void> {
  await discardFiles(
    files.flatMap(({ key, thumbnailKey }) => (thumbnailKey === null ? [key] : [key, thumbnailKey])),
  );
}

async function storeFile({ file }: SeedAttachment): Promise<DemoFile> {
  const bytes = await makeFile(file);
  const stored = await storage().write("attachments", [bytes]);
  const contentType = await sniffType(bytes.subarray(0, HEAD_BYTES));
  const isPicture = await canHaveThumbnail(stored.key, contentType);
  return { ...stored, contentType, thumbnailKey: isPicture ? await makeThumbnail(stored.key) : null };
}
