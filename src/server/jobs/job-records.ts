import { z } from "zod";
import { bus } from "@/server/bus/bus";
import { shareOnce } from "@/server/process/globals";
import { callForJob } from "./job-relay";

/** How a background job stands in one process: times in milliseconds since the epoch. */
const jobStandingSchema = z.object({
  name: z.string(),
  everyMilliseconds: z.number(),
  /** Since when it runs here; null while it does not. */
  runningSince: z.number().nullable(),
  /** Since when it waits for its turn here; null while it does not. */
  waitingSince: z.number().nullable(),
  /** The last run of this process; null where another one did all. */
  last: z
    .object({ startedAt: z.number(), milliseconds: z.number(), error: z.string().nullable() })
    .nullable(),
  /** Runs that failed in a row. */
  failures: z.number(),
  nextRunAt: z.number(),
});

/** How a background job stands in one process. */
export type JobStanding = z.infer<typeof jobStandingSchema>;

/** Keeps how one job of this process stands. */
export class JobRecord {
  /** Begins a run; set by what runs the job. */
  runNow: () => void = () => undefined;
  /** The same in a moment, and once more where it runs just now; set by what runs the job. */
  runSoon: () => void = () => undefined;
  private standing: JobStanding;

  constructor(name: string, everyMilliseconds: number) {
    this.standing = {
      name,
      everyMilliseconds,
      runningSince: null,
      waitingSince: null,
      last: null,
      failures: 0,
      nextRunAt: Date.now(),
    };
  }

  /** When it is to run next, unless it is woken before. */
  schedule(at: number): void {
    this.standing.nextRunAt = at;
  }

  /** It waits for its turn. */
  wait(): void {
    this.standing.waitingSince ??= Date.now();
  }

  /** Its turn has come; whether it runs, or another process does, shows `begin`. */
  take(): void {
    this.standing.waitingSince = null;
  }

  /** It holds the lock, and runs. */
  begin(): void {
    this.standing.runningSince = Date.now();
  }

  /** Its run ended; `error` is null when it went well. A run that did not come to begin failed at once. */
  end(error: unknown): void {
    const startedAt = this.standing.runningSince ?? Date.now();
    this.standing.last = {
      startedAt,
      milliseconds: Date.now() - startedAt,
      error: error === null ? null : messageOf(error),
    };
    this.standing.failures = error === null ? 0 : this.standing.failures + 1;
    this.standing.runningSince = null;
  }

  /** How it stands now. */
  read(): JobStanding {
    return { ...this.standing };
  }
}

const TOPIC = "jobs";

/** Lets these be read, also by other processes; returns a function that ends that. */
export function keepRecords(made: readonly JobRecord[]): () => void {
  made.forEach((record) => records().add(record));
  const stopAnswering = bus().answer(TOPIC, readHere);
  return () => {
    stopAnswering();
    made.forEach((record) => records().delete(record));
  };
}

/** How every job stands, in each process that answers. */
export async function readJobStandings(): Promise<JobStanding[]> {
  const others = await bus().ask(TOPIC, null);
  return [readHere(), ...others].flatMap((answer) => z.array(jobStandingSchema).safeParse(answer).data ?? []);
}

/**
 * Begins a run of a job in this process; where another one runs it now, that run is the one. A process that runs no jobs calls for it
 * in those that do. False for a name that is unknown here.
 */
export function runJobNow(name: string): boolean {
  const found = [...records()].filter((record) => record.read().name === name);
  found.forEach((record) => record.runNow());
  if (found.length === 0) {
    callForJob(name);
  }
  return found.length > 0;
}

function readHere(): JobStanding[] {
  return [...records()].map((record) => record.read());
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function records(): Set<JobRecord> {
  return shareOnce("job-records", () => new Set<JobRecord>());
}
