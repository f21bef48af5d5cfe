import { transaction } from "@/server/database/database";
import type { JobOutcome } from "@/server/jobs/outcomes";
import { isDatabaseAway } from "@/server/database/away";
import { endNotices, raiseEverywhere } from "@/features/notices/server/write";

const FAILURES_IN_A_ROW = 3;
/** How often a job that works is asked whether it is thought to be broken: another process may have said so. */
const ASK_MILLISECONDS = 60_000;

/** Counts how a job's runs end in this process; tells the admins of every organisation when it keeps failing, and when it works again. */
export class JobWatch {
  private readonly failures = new Map<string, number>();
  private readonly askedAt = new Map<string, number>();

  constructor(private readonly clock: () => number = Date.now) {}

  /** Takes an outcome in; call it for one at a time. */
  async take({ job, error }: JobOutcome): Promise<void> {
    if (error === null) {
      await this.noteSuccess(job);
    } else if (!isDatabaseAway(error)) {
      // Without a database nothing works, which is no fault of this job and seen elsewhere.
      const failures = (this.failures.get(job) ?? 0) + 1;
      this.failures.set(job, failures);
      if (failures >= FAILURES_IN_A_ROW) {
        await noticeFailingJob(job, failures);
      }
    }
  }

  private async noteSuccess(job: string): Promise<void> {
    const hasFailed = this.failures.delete(job);
    const now = this.clock();
    if (hasFailed || now - (this.askedAt.get(job) ?? 0) >= ASK_MILLISECONDS) {
      this.askedAt.set(job, now);
      await transaction((tx) => endNotices(tx, "n.dedupe_key = $1", [`job:${job}`]));
    }
  }
}

async function noticeFailingJob(job: string, failures: number): Promise<void> {
  await transaction((tx) =>
    raiseEverywhere(tx, {
      key: `job:${job}`,
      say: (before) =>
        before === null
          ? {
              kind: "job_failed",
              level: "critical",
              message: `The background job “${job}” has failed ${failures} times in a row. It is tried again and again; the server's log says why.`,
              link: null,
            }
          : null,
    }),
  );
}
