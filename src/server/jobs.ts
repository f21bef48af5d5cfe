import { pool } from "./database";
import { registerReadiness } from "./health";
import { log } from "./log";
import { observeJob } from "./metrics-jobs";

/** Work that is done again and again, by one process of the cluster at a time. */
export interface Job {
  name: string;
  everyMilliseconds: number;
  /** Does what is due; returns how many things it did, for the log. */
  run(): Promise<number>;
}

/** The background work of this process. */
export interface Background {
  /** Starts no job any more, and resolves when those under way are through. */
  stop(): Promise<void>;
}

/**
 * Runs each job at its interval. Every process tries; PostgreSQL's advisory lock lets one of them work, so a process
 * that dies leaves its jobs to the next. A job whose last run failed makes /ready say so.
 */
export function startBackground(jobs: readonly Job[]): Background {
  const failed = new Set<string>();
  const underWay = new Set<Promise<void>>();
  let isStopped = false;
  const begin = (job: Job): void => {
    const work = runLocked(job).then(
      () => void failed.delete(job.name),
      (error: unknown) => {
        failed.add(job.name);
        log().warn({ err: error, job: job.name }, "a background job failed; it is tried again");
      },
    );
    underWay.add(work);
    void work.finally(() => underWay.delete(work));
  };
  const timers = jobs.map((job) => {
    begin(job);
    return setInterval(() => !isStopped && begin(job), job.everyMilliseconds).unref();
  });
  registerReadiness("jobs", () => ({ ok: failed.size === 0, detail: [...failed][0] }));
  return {
    stop: async () => {
      isStopped = true;
      timers.forEach((timer) => clearInterval(timer));
      await Promise.all(underWay);
    },
  };
}

/** Holds the job's lock on one connection while it works; another process holding it means that there is nothing to do here. */
async function runLocked(job: Job): Promise<void> {
  const client = await pool().connect();
  try {
    const { rows } = await client.query<{ mine: boolean }>(
      "SELECT pg_try_advisory_lock(hashtext('helpejo job'), hashtext($1)) AS mine",
      [job.name],
    );
    if (!rows[0]?.mine) {
      return;
    }
    const began = performance.now();
    let outcome: "done" | "failed" = "failed";
    try {
      const done = await job.run();
      outcome = "done";
      if (done > 0) {
        log().info({ job: job.name, done }, "background job");
      }
    } finally {
      observeJob(job.name, outcome, (performance.now() - began) / 1_000);
      await client.query("SELECT pg_advisory_unlock(hashtext('helpejo job'), hashtext($1))", [job.name]);
    }
  } finally {
    client.release();
  }
}
