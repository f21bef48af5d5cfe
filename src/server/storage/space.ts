import { statfs } from "node:fs/promises";
import { say } from "@/messages/server/say";
import { AppError } from "@/shared/errors";
import { env } from "@/server/process/env";
import { forgetShared, shareOnce } from "@/server/process/globals";

/** Below so many free bytes nothing is written any more, so that the server and its database go on working. */
export const LEAST_FREE_BYTES = 256 * 1024 * 1024;
/** The disk is asked this often at most, however many write. */
const REMEMBERED_MILLISECONDS = 3_000;
const RETRY_AFTER_SECONDS = 60;

/** How many bytes are free in a folder. */
export type DiskProbe = (folder: string) => Promise<number>;

interface Space {
  probe: DiskProbe;
  free: Promise<number>;
  askedAt: number;
}

/** How many bytes are free for files and the embedded database; an unknown amount counts as plenty. */
export async function freeBytes(): Promise<number> {
  const space = known();
  if (performance.now() - space.askedAt >= REMEMBERED_MILLISECONDS) {
    space.askedAt = performance.now();
    space.free = space.probe(env().dataDir).catch(() => Number.POSITIVE_INFINITY);
  }
  return await space.free;
}

/** Throws `storage_full` when a file of so many bytes would use the reserve. */
export async function refuseWhenFull(bytes = 0): Promise<void> {
  if ((await freeBytes()) - bytes < LEAST_FREE_BYTES) {
    throw new AppError("storage_full", say("refusals.storage.nearlyFull"), {
      retryAfter: RETRY_AFTER_SECONDS,
    });
  }
}

/** The same for rows of the database, where it is on the same disk. */
export async function refuseRowsWhenFull(): Promise<void> {
  if (env().databaseUrl === null) {
    await refuseWhenFull();
  }
}

/** Replaces the probe of the disk, for tests; null for the usual one. */
export function setDiskProbe(probe: DiskProbe | null): void {
  forgetShared("disk-space");
  if (probe) {
    known().probe = probe;
  }
}

function known(): Space {
  return shareOnce("disk-space", () => ({
    probe: async (folder) => {
      const { bavail, bsize } = await statfs(folder);
      return bavail * bsize;
    },
    free: Promise.resolve(Number.POSITIVE_INFINITY),
    askedAt: Number.NEGATIVE_INFINITY,
  }));
}
