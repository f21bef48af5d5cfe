import { say } from "@/messages/server/say";
import { Semaphore } from "@/server/concurrency/semaphore";
import { pool } from "@/server/database/database";
import { shareOnce } from "@/server/process/globals";
import type { Job } from "@/server/jobs/jobs";
import { log } from "@/server/process/log";
import { makeThumbnail } from "@/server/storage/thumbnail";
import { discardFiles } from "@/server/storage/upload";
import { AppError } from "@/shared/errors";
import type { Actor } from "@/shared/roles";

const EVERY_MILLISECONDS = 30_000;
/** A younger picture is in the queue of the process that received it. */
const LEFT_BEHIND = "30 seconds";
const BATCH = 50;
/** How long a request for a picture's preview waits for it right after the upload. */
const PATIENCE_MILLISECONDS = 5_000;
/** As many pictures as a page shows at once. */
const WAITING_OF_PERSON = 24;
/** Pictures beyond that are left to the job. */
const QUEUED_OF_PERSON = 200;

interface Work {
  /** Thumbnails to be made, one at a time, keyed by the uploader: uploaders take turns, so that nobody waits for another's hundred. */
  semaphore: Semaphore;
  making: Map<string, Promise<string | null>>;
  waiting: Map<string, number>;
}

/** Makes the thumbnails that an ended process left behind, or that could not be stored. */
export const thumbnailsJob: Job = {
  name: "make thumbnails",
  everyMilliseconds: EVERY_MILLISECONDS,
  run: makeMissingThumbnails,
};

/** Queues thumbnails of files that were just committed, to be made after the answer; the job makes those that are lost. */
export function queueThumbnails(personId: string, ids: readonly string[]): void {
  const { semaphore } = work();
  for (const id of ids.slice(0, Math.max(0, QUEUED_OF_PERSON - semaphore.waitingOf(personId)))) {
    semaphore
      .run(() => makeOnce(id), { key: personId })
      .catch((error: unknown) =>
        log().warn({ err: error, attachment: id }, "a thumbnail could not be stored; it is tried again"),
      );
  }
}

/**
 * The key of a file's thumbnail, waiting for a while if it is being made; null when there is none and none
 * will be made. Throws `unavailable` when it takes long, or this person waits for many already.
 */
export async function waitForThumbnail(actor: Actor, id: string): Promise<string | null> {
  const { rowCount } = await pool().query("SELECT 1 FROM pending_thumbnails WHERE attachment_id = $1", [id]);
  if (rowCount === 0) {
    // It may have been made since its row was read.
    return await keyOf(id);
  }
  const { waiting } = work();
  const before = waiting.get(actor.id) ?? 0;
  if (before >= WAITING_OF_PERSON) {
    throw notYet();
  }
  waiting.set(actor.id, before + 1);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(notYet()), PATIENCE_MILLISECONDS);
  });
  try {
    return await Promise.race([makeOnce(id), late]);
  } finally {
    clearTimeout(timer);
    const left = (waiting.get(actor.id) ?? 1) - 1;
    if (left === 0) {
      waiting.delete(actor.id);
    } else {
      waiting.set(actor.id, left);
    }
  }
}

/** Makes the thumbnails that nobody is making; returns how many there were. Safe to run at any time and in several processes. */
export async function makeMissingThumbnails(leftBehind = LEFT_BEHIND): Promise<number> {
  const { rows } = await pool().query<{ attachment_id: string }>(
    `SELECT attachment_id FROM pending_thumbnails WHERE created_at < now() - $1::interval ORDER BY created_at LIMIT ${BATCH}`,
    [leftBehind],
  );
  for (const row of rows) {
    await makeOnce(row.attachment_id);
  }
  return rows.length;
}

/** Makes it, once for all callers in this process. */
function makeOnce(id: string): Promise<string | null> {
  const { making } = work();
  const known = making.get(id);
  if (known) {
    return known;
  }
  const made = make(id).finally(() => making.delete(id));
  making.set(id, made);
  return made;
}

async function make(id: string): Promise<string | null> {
  const { rows } = await pool().query<{ storage_key: string }>(
    `SELECT f.storage_key FROM pending_thumbnails t JOIN attachments f ON f.id = t.attachment_id
     WHERE t.attachment_id = $1 AND f.deleted_at IS NULL`,
    [id],
  );
  const key = rows[0] ? await makeThumbnail(rows[0].storage_key) : null;
  // Deleted meanwhile, or made by another process: then nobody refers to this one.
  const { rowCount } = await pool().query(
    `WITH done AS (DELETE FROM pending_thumbnails WHERE attachment_id = $1 RETURNING attachment_id)
     UPDATE attachments SET thumbnail_key = $2 FROM done WHERE id = done.attachment_id AND deleted_at IS NULL`,
    [id, key],
  );
  if (rowCount === 1 || key === null) {
    return key;
  }
  await discardFiles([key]);
  return await keyOf(id);
}

async function keyOf(id: string): Promise<string | null> {
  const { rows } = await pool().query<{ thumbnail_key: string | null }>(
    "SELECT thumbnail_key FROM attachments WHERE id = $1 AND deleted_at IS NULL",
    [id],
  );
  return rows[0]?.thumbnail_key ?? null;
}

function notYet(): AppError {
  return new AppError("unavailable", say("refusals.attachments.previewSoon"), { retryAfter: 2 });
}

function work(): Work {
  return shareOnce("thumbnails", () => ({
    semaphore: new Semaphore({ inAll: 1 }),
    making: new Map(),
    waiting: new Map(),
  }));
}
