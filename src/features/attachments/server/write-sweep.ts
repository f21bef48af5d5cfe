import { pool } from "@/server/database/database";
import type { Job } from "@/server/jobs/jobs";
import { storage } from "@/server/storage/storage";
import type { FileArea } from "@/server/storage/types";
import { discardFiles } from "@/server/storage/upload";

const DAY_MILLISECONDS = 86_400_000;
const EVERY_MILLISECONDS = 6 * 3_600_000;
const BATCH = 500;

/** Keeps files that nothing refers to from filling the disk. */
export const sweepFilesJob: Job = {
  name: "sweep files",
  everyMilliseconds: EVERY_MILLISECONDS,
  run: () => sweepFiles(),
};

/**
 * Removes files that no row refers to: of uploads that were killed half-way, of deleted files, comments,
 * tickets and people. Only files older than a day, so that no upload under way is touched. Safe to run at any time and
 * in several processes; returns how many files were removed.
 */
export async function sweepFiles(now = new Date()): Promise<number> {
  const before = new Date(now.getTime() - DAY_MILLISECONDS);
  let removed = await storage().sweepUnfinished(before);
  removed += await sweepArea("attachments", before);
  removed += await sweepArea("thumbnails", before);
  removed += await sweepArea("avatars", before);
  removed += await sweepArea("logos", before);
  return removed;
}

/** The row that a file of an area belongs to, by its key. */
const OWNERS: Record<FileArea, string> = {
  attachments: "SELECT 1 FROM attachments f WHERE f.storage_key = k.key AND f.deleted_at IS NULL",
  thumbnails: "SELECT 1 FROM attachments f WHERE f.thumbnail_key = k.key AND f.deleted_at IS NULL",
  avatars: "SELECT 1 FROM people p WHERE p.avatar_key = k.key",
  logos: "SELECT 1 FROM organisations o WHERE o.logo_key = k.key",
};

async function sweepArea(area: FileArea, before: Date): Promise<number> {
  let removed = 0;
  let batch: string[] = [];
  const sweepBatch = async (): Promise<void> => {
    const unused = await unusedKeys(area, batch);
    await discardFiles(unused);
    removed += unused.length;
    batch = [];
  };
  for await (const key of storage().keysBefore(area, before)) {
    batch.push(key);
    if (batch.length === BATCH) {
      await sweepBatch();
    }
  }
  await sweepBatch();
  return removed;
}

async function unusedKeys(area: FileArea, keys: readonly string[]): Promise<string[]> {
  if (keys.length === 0) {
    return [];
  }
  const { rows } = await pool().query<{ key: string }>(
    `SELECT key FROM unnest($1::text[]) AS k(key) WHERE NOT EXISTS (${OWNERS[area]})`,
    [keys],
  );
  return rows.map((row) => row.key);
}
