import type { AnnouncementAudience, AnnouncementState } from "@/features/announcements/schema";
import { pool, transaction } from "@/server/database/database";
import { emit } from "@/server/event-log/emit";
import { deleteInBatches } from "@/server/jobs/delete-in-batches";
import type { Job } from "@/server/jobs/jobs";
import { STATE } from "./read-rows";

const EVERY_MILLISECONDS = 2_000;
const BATCH = 100;
/** A deletion can be taken back that long. */
const DELETED_DAYS = 30;

/** What is due before the next run is waited for to the millisecond, in every process: one of them works. */
const alarm: { wake: () => void; timer: NodeJS.Timeout | undefined } = {
  wake: () => undefined,
  timer: undefined,
};

/** Begins and ends announcements by the clock: pages are notified as of every other change. */
export const announcementTimesJob: Job = {
  name: "begin and end announcements",
  everyMilliseconds: EVERY_MILLISECONDS,
  wakeOn: (wake) => {
    alarm.wake = wake;
    return () => {
      alarm.wake = () => undefined;
      clearTimeout(alarm.timer);
    };
  },
  run: async () => {
    const done = await followTheClock();
    const wait = await millisecondsToNext();
    clearTimeout(alarm.timer);
    if (wait !== null && wait < EVERY_MILLISECONDS) {
      alarm.timer = setTimeout(() => alarm.wake(), wait).unref();
    }
    return done;
  },
};

interface DueRow {
  id: string;
  organisation_id: string;
  audience: AnnouncementAudience;
  team_id: string | null;
  before: AnnouncementState;
}

/** Notifies pages of what began and what ended since they were notified last, however long ago that was; returns how many those are. */
export async function followTheClock(): Promise<number> {
  let done = 0;
  for (let batch = BATCH; batch === BATCH; done += batch) {
    batch = await followBatch();
  }
  await deleteInBatches({
    table: "announcements",
    where: `deleted_at < now() - interval '${DELETED_DAYS} days'`,
  });
  return done;
}

/** One that is being changed is left to the next run. */
async function followBatch(): Promise<number> {
  return await transaction(async (sql) => {
    const { rows } = await sql.query<DueRow>(
      `UPDATE announcements a SET phase = ${STATE}
       FROM (SELECT id, phase AS before FROM announcements WHERE deleted_at IS NULL
           AND (phase = 'planned' AND starts_at <= now() OR phase = 'current' AND ends_at <= now())
         ORDER BY id LIMIT ${BATCH} FOR NO KEY UPDATE SKIP LOCKED) due
       WHERE a.id = due.id RETURNING a.id, a.organisation_id, a.audience, a.team_id, due.before`,
    );
    for (const row of rows) {
      await emit(sql, {
        type: "announcement:changed",
        organisationId: row.organisation_id,
        actorId: null,
        subjectId: row.id,
        data: {
          announcementId: row.id,
          shownTo: row.before === "current" ? { audience: row.audience, teamId: row.team_id } : null,
        },
      });
    }
    return rows.length;
  });
}

/** Until the next one begins or ends; null where none will. */
async function millisecondsToNext(): Promise<number | null> {
  const { rows } = await pool().query<{ wait: number | null }>(
    `SELECT (extract(epoch FROM min(at) - clock_timestamp()) * 1000)::float8 AS wait FROM (
       SELECT min(starts_at) AS at FROM announcements WHERE phase = 'planned' AND deleted_at IS NULL
       UNION ALL SELECT min(ends_at) FROM announcements WHERE phase = 'current' AND deleted_at IS NULL) next`,
  );
  const wait = rows[0]?.wait ?? null;
  return wait === null ? null : Math.max(0, Math.ceil(wait));
}
