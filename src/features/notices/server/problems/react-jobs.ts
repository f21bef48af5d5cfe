import { say } from "@/messages/server/say";
import { transaction } from "@/server/database/database";
import type { JobOutcome } from "@/server/jobs/outcomes";
import { isDatabaseAway } from "@/server/database/away";
import { endNotices, raiseEverywhere } from "@/features/notices/server/write";

const FAILURES_IN_A_ROW = 3;
/** How often a working job checks for a notice that it is broken: another process may have raised one. */
const ASK_MILLISECONDS = 60_000;

/** Counts a job's failures in this process; notifies the admins of every organisation when it keeps failing, and ends the notice when it works again. */
export class JobWatch {
  private readonly failures = new Map<string, number>();
  private readonly askedAt = new Map<string, number>();

  constructor(private readonly clock: () => number = Date.now) {}

  /** Takes in an outcome; call it for one at a time. */
  async take({ job, error }: JobOutcome): Promise<void> {
    if (error === null) {
      await this.noteSuccess(job);
    } else if (!isDatabaseAway(error)) {
      // Without a database nothing works, which is not this job's fault and is reported elsewhere.
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
      describe: (before) =>
        before === null
          ? {
              kind: "job_failed",
              level: "critical",
              sentence: say("alerts.jobFailed", { job, failures }),
              link: "/admin/jobs",
            }
          : null,
    }),
  );
}
