import { z } from "zod";
import { bus } from "@/server/bus/bus";

/** What of a job is needed to call for it. */
interface Woken {
  name: string;
  wakeOn?(wake: () => void): () => void;
}

const TOPIC = "job-wake";
/** The least time between two calls for the same job. */
const GATHER_MILLISECONDS = 100;

/**
 * For a process that runs no jobs: what would wake a job here wakes it in the processes that run them. A call that is lost, as Redis is away,
 * is made up for by the job's own interval. Returns a function that stops it.
 */
export function relayJobWakes(jobs: readonly Woken[]): () => void {
  const stops = jobs.map(({ name, wakeOn }) => {
    let gathering: NodeJS.Timeout | null = null;
    const stop = wakeOn?.(() => {
      gathering ??= setTimeout(() => {
        gathering = null;
        bus().publish(TOPIC, name);
      }, GATHER_MILLISECONDS).unref();
    });
    return () => {
      stop?.();
      clearTimeout(gathering ?? undefined);
    };
  });
  return () => stops.forEach((stop) => stop());
}

/** Asks the processes that run jobs to begin a run of this one soon. */
export function callForJob(name: string): void {
  bus().publish(TOPIC, name);
}

/** Calls `wake` for each job that another process calls for; returns a function that ends it. */
export function onJobCalled(wake: (name: string) => void): () => void {
  return bus().subscribe(TOPIC, (message) => {
    const name = z.string().safeParse(message);
    if (name.success) {
      wake(name.data);
    }
  });
}
