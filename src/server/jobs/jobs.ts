import pLimit, { type LimitFunction } from "p-limit";
import { pool } from "@/server/database/database";
import { registerReadiness } from "@/server/http/answers/health";
import { onJobCalled, relayJobWakes } from "./job-relay";
import { JobRecord, keepRecords } from "./job-records";
import { publishJobOutcome } from "./outcomes";
import { log } from "@/server/process/log";
import { observeJob } from "@/server/metrics/jobs";

/** A recurring job, run by one process of the cluster at a time. */
export interface Job {
  name: string;
  everyMilliseconds: number;
  /** Lets it run between its times too, soon after `wake` is called; returns a function that stops it. */
  wakeOn?(wake: () => void): () => void;
  /** Runs the job; returns how many items it handled, for the log. */
  run(): Promise<number>;
  /** For a job that leaves work going on behind its runs: waits for that when the process ends. */
  end?(): Promise<void>;
}

/** The background work of this process. */
export interface Background {
  /** Starts no more jobs, and resolves when the running ones are done. */
  stop(): Promise<void>;
}

/**
 * Each running job holds a connection for its lock, and needs others for its work: half of the pool at most is held so. At a start all jobs
 * begin at once, and with as many of them as connections none would find a second one.
 */
const MOST_AT_ONCE = 8;

/** The least time between two runs of a job that is woken all the time. */
const REST_MILLISECONDS = 200;

/** The pause before a run after a failed one, doubled with each further failure: /ready must not say for an hour that an hourly job failed once. */
const RETRY_MILLISECONDS = 2_000;

/**
 * Runs each job at its interval. Every process tries; PostgreSQL's advisory lock lets one of them work, so a process
 * that dies leaves its jobs to the next. A job whose last run failed makes /ready say so.
 */
export function startBackground(jobs: readonly Job[]): Background {
  const failed = new Set<string>();
  const limit = pLimit(MOST_AT_ONCE);
  const started = jobs.map((job) => {
    const record = new JobRecord(job.name, job.everyMilliseconds);
    return { record, stop: startJob(job, { failed, limit, record }) };
  });
  const stopAnswering = onJobCalled((name) =>
    started.find(({ record }) => record.read().name === name)?.record.runSoon(),
  );
  const stopKeeping = keepRecords(started.map(({ record }) => record));
  registerReadiness("jobs", () => ({ ok: failed.size === 0, detail: [...failed][0] }));
  return {
    stop: async () => {
      stopAnswering();
      stopKeeping();
      await Promise.all(started.map(({ stop }) => stop()));
    },
  };
}

/** The same for a process that runs none: what would wake a job here wakes it in those that do. */
export function relayBackground(jobs: readonly Job[]): Background {
  const stop = relayJobWakes(jobs);
  return { stop: () => Promise.resolve(stop()) };
}

interface Surroundings {
  failed: Set<string>;
  limit: LimitFunction;
  record: JobRecord;
}

/** Runs one job, never twice at once in this process; returns a function that stops it. */
function startJob(job: Job, { failed, limit, record }: Surroundings): () => Promise<void> {
  let underWay: Promise<void> | null = null;
  let soon: NodeJS.Timeout | null = null;
  let again: NodeJS.Timeout | null = null;
  let nextTick = Date.now();
  let failures = 0;
  let isStopped = false;
  const run = async (): Promise<void> => {
    record.take();
    if (isStopped) {
      return;
    }
    failures = (await runAndReport(job, failed, record)) ? 0 : failures + 1;
    if (failures > 0 && !isStopped) {
      const pause = RETRY_MILLISECONDS * 2 ** Math.min(failures - 1, 10);
      again = setTimeout(begin, pause).unref();
      record.schedule(Math.min(nextTick, Date.now() + pause));
    }
  };
  const begin = (): void => {
    clearTimeout(again ?? undefined);
    record.schedule(nextTick);
    if (!underWay && !isStopped) {
      record.wait();
      underWay = limit(run).finally(() => (underWay = null));
    }
  };
  const wake = (): void => {
    soon ??= setTimeout(() => {
      soon = null;
      if (underWay) {
        wake();
      } else {
        begin();
      }
    }, REST_MILLISECONDS).unref();
  };
  const tick = (): void => {
    nextTick = Date.now() + job.everyMilliseconds;
    begin();
  };
  record.runNow = begin;
  record.runSoon = () => void (!isStopped && wake());
  const stopWaking = job.wakeOn?.(() => !isStopped && wake());
  const timer = setInterval(tick, job.everyMilliseconds).unref();
  tick();
  return async () => {
    isStopped = true;
    stopWaking?.();
    clearInterval(timer);
    clearTimeout(soon ?? undefined);
    clearTimeout(again ?? undefined);
    await underWay;
    await job.end?.();
  };
}

/** False when the run failed. */
async function runAndReport(job: Job, failed: Set<string>, record: JobRecord): Promise<boolean> {
  try {
    if (await runLocked(job, record)) {
      record.end(null);
      publishJobOutcome({ job: job.name, error: null });
    }
    failed.delete(job.name);
    return true;
  } catch (error) {
    record.end(error);
    failed.add(job.name);
    log().warn({ err: error, job: job.name }, "a background job failed; it is tried again");
    publishJobOutcome({ job: job.name, error });
    return false;
  }
}

/** Holds the job's lock on one connection during a run; false when another process holds it. */
async function runLocked(job: Job, record: JobRecord): Promise<boolean> {
  const client = await pool().connect();
  try {
    const { rows } = await client.query<{ mine: boolean }>(
      "SELECT pg_try_advisory_lock(hashtext('helpejo job'), hashtext($1)) AS mine",
      [job.name],
    );
    if (!rows[0]?.mine) {
      return false;
    }
    record.begin();
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
      // Where the connection is gone, the lock is gone with it.
      await client
        .query("SELECT pg_advisory_unlock(hashtext('helpejo job'), hashtext($1))", [job.name])
        .catch(() => undefined);
    }
    return true;
  } finally {
    client.release();
  }
}
