import { Counter, Gauge, Histogram } from "prom-client";
import { shareOnce } from "@/server/process/globals";
import { registry } from "./metrics";

interface JobMeters {
  runs: Counter<"job" | "outcome">;
  seconds: Histogram<"job">;
  lastSuccess: Gauge<"job">;
}

/** Counts a background job that ran here to its end, or failed; one whose lock another process held does not count. */
export function observeJob(job: string, outcome: "done" | "failed", seconds: number): void {
  const { runs, seconds: durations, lastSuccess } = meters();
  runs.inc({ job, outcome });
  durations.observe({ job }, seconds);
  if (outcome === "done") {
    lastSuccess.set({ job }, Date.now() / 1000);
  }
}

function meters(): JobMeters {
  return shareOnce("job-meters", () => ({
    runs: new Counter({
      name: "helpejo_job_runs_total",
      help: "Runs of background jobs in this process, by job and whether they succeeded",
      labelNames: ["job", "outcome"],
      registers: [registry()],
    }),
    seconds: new Histogram({
      name: "helpejo_job_duration_seconds",
      help: "Duration of background jobs",
      labelNames: ["job"],
      buckets: [0.005, 0.025, 0.1, 0.5, 1, 5, 30, 120],
      registers: [registry()],
    }),
    lastSuccess: new Gauge({
      name: "helpejo_job_last_success_timestamp_seconds",
      help: "When a background job last succeeded in this process, in seconds since 1970",
      labelNames: ["job"],
      registers: [registry()],
    }),
  }));
}
