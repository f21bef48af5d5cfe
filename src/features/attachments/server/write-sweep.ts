import { pool } from "@/server/database/database";
import type { Job } from "@/server/jobs/jobs";
import { storage } from "@/server/storage/storage";
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
 * Removes files that no row refers to: of uploads that were killed half-way, of deleted files, comments and
 * tickets. Only files older than a day, so that no upload under way is touched. Safe to run at any time and
 * in several processes; returns how many files were removed.
 */
export async function sweepFiles(now = new Date()): Promise<number> {
  const before = new Date(now.getTime() - DAY_MILLISECONDS);
  let removed = await storage().sweepUnfinished(before);
  removed += await sweepArea("attachments", "storage_key", before);
  removed += await sweepArea("thumbnails", "thumbnail_key", before);
  return removed;
}

async function sweepArea(
  area: "attachments" | "thumbnails",
  column: "storage_key" | "thumbnail_key",
  before: Date,
): Promise<number> {
  let removed = 0;
  let batch: string[] = [];
  const sweepBatch = async (): Promise<void> => {
    const unused = await unusedKeys(column, batch);
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

async function unusedKeys(
  column: "storage_key" | "thumbnail_key",
  keys: readonly string[],
): Promise<string[]> {
  if (keys.length === 0) {
    return [];
  }
  const { rows } = await pool().query<{ key: string }>(
    `SELECT key FROM unnest($1::text[]) AS k(key)
     WHERE NOT EXISTS (SELECT 1 FROM attachments f WHERE f.${column} = k.key AND f.deleted_at IS NULL)`,
    [keys],
  );
  return rows.map((row) => row.key);
}
