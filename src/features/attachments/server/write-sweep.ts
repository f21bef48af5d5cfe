import { pool } from "@/server/database/database";
import type { Job } from "@/server/jobs/jobs";
import { storage } from "@/server/storage/storage";
import { discardFiles } from "@/server/storage/upload";

const DAY_MILLISECONDS = 86_400_000;
const EVERY_MILLISECONDS = 6 * 3_600_000;
const BATCH = 500;

/** Keeps the folder of files from filling with what nobody can reach any more. */
export const sweepFilesJob: Job = {
  name: "sweep files",
  everyMilliseconds: EVERY_MILLISECONDS,
  run: () => sweepFiles(),
};

/**
 * Removes bytes that nothing refers to: of uploads that were killed half-way, of deleted files, comments and tickets.
 * Only what is older than a day, so that nothing is touched that is on its way into the database. Safe to run at any
 * time and in several processes; returns how many files went.
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
