import { say } from "@/messages/server/say";
import { organisationSettingsSchema } from "@/features/organisations/schema";
import { pool, transaction } from "@/server/database/database";
import type { Job } from "@/server/jobs/jobs";
import { freeBytes, LEAST_FREE_BYTES } from "@/server/storage/space";
import { endNotices, raiseEverywhere, raiseNotice, type NoticeText } from "@/features/notices/server/write";

const EVERY_MILLISECONDS = 60_000;
/** Admins get a notice when so much of their organisation's quota is used, and again when all of it is. */
const NEARLY_FULL = 0.8;
/** A file that does not fit is refused, so a quota is hardly ever used up to the last byte. */
const FULL = 0.99;
/** The same for the disk: when less than four times the reserve is free, and again when writes are refused. */
const NEARLY_FULL_DISK = 4;
const MEGABYTE = 1024 * 1024;

/** Notifies admins that the storage for files is nearly full, and when it is full. */
export const storageNoticesJob: Job = {
  name: "notice full storage",
  everyMilliseconds: EVERY_MILLISECONDS,
  run: noticeFullStorage,
};

/** Raises notices for storage that is nearly full or full, and ends those that are over; returns how many were added or ended. */
export async function noticeFullStorage(): Promise<number> {
  const disk = diskText(await freeBytes());
  let done = await transaction((tx) =>
    disk
      ? raiseEverywhere(tx, { key: "disk", describe: (before) => sayWhenChanged(before, disk) })
      : endNotices(tx, "n.kind = 'disk_full'", []),
  );
  const { rows } = await pool().query<{ id: string; settings: unknown; bytes: string }>(
    `SELECT o.id, o.settings, coalesce(u.bytes, 0) AS bytes FROM organisations o
     LEFT JOIN storage_usage u ON u.organisation_id = o.id ORDER BY o.id`,
  );
  for (const { id, settings, bytes } of rows) {
    const { storageQuotaMb } = organisationSettingsSchema.parse(settings ?? {});
    done += await noticeQuota(id, quotaText(Number(bytes) / MEGABYTE, storageQuotaMb));
  }
  return done;
}

async function noticeQuota(organisationId: string, text: NoticeText | null): Promise<number> {
  return await transaction(async (tx) =>
    text
      ? Number(
          await raiseNotice(tx, {
            organisationId,
            key: "storage",
            describe: (before) => sayWhenChanged(before, text),
          }),
        )
      : await endNotices(tx, "n.organisation_id = $1 AND n.kind = 'storage_quota'", [organisationId]),
  );
}

function quotaText(usedMb: number, quotaMb: number): NoticeText | null {
  if (quotaMb === 0 || usedMb < quotaMb * NEARLY_FULL) {
    return null;
  }
  const isFull = usedMb >= quotaMb * FULL;
  return {
    kind: "storage_quota",
    level: isFull ? "critical" : "warning",
    sentence: isFull
      ? say("alerts.quotaUsedUp", { megabytes: quotaMb })
      : say("alerts.quotaNearly", { percent: NEARLY_FULL * 100, megabytes: quotaMb }),
    data: { isFull },
  };
}

function diskText(free: number): NoticeText | null {
  if (free >= LEAST_FREE_BYTES * NEARLY_FULL_DISK) {
    return null;
  }
  const isFull = free < LEAST_FREE_BYTES;
  return {
    kind: "disk_full",
    level: isFull ? "critical" : "warning",
    sentence: isFull ? say("alerts.diskFull") : say("alerts.diskNearly"),
    data: { isFull },
  };
}

/** The message changes only when the state became worse, or better without being over. */
function sayWhenChanged(before: unknown, text: NoticeText): NoticeText | null {
  const isSame = Reflect.get(Object(before), "isFull") === text.data?.["isFull"];
  return before !== null && isSame ? null : text;
}
