import type { JobDto } from "@/features/jobs/schema";
import { readJobStandings, type JobStanding } from "@/server/jobs/job-records";
import { hasSeveralOrganisations } from "@/server/tenant/tenant";
import { reasonOf } from "./rules-reason";

/** All begin at a start, and wait for each other for a moment: that is no trouble. */
const PATIENCE_MILLISECONDS = 30_000;
/** What runs now stands where it stood: it is over in a moment. */
const RANK = { failed: 0, waiting: 1, running: 2, idle: 2 } as const;

/** The background jobs of the installation, over all processes: those that need attention first, then by name. */
export async function listJobs(): Promise<JobDto[]> {
  const [standings, isShared] = await Promise.all([readJobStandings(), hasSeveralOrganisations()]);
  const names = [...new Set(standings.map(({ name }) => name))];
  return names
    .flatMap((name) => combine(standings.filter((one) => one.name === name)))
    .map((job) => (isShared ? { ...job, error: null } : job))
    .sort((a, b) => RANK[a.state] - RANK[b.state] || (a.name < b.name ? -1 : 1));
}

/** How many jobs failed, and how many have waited for their turn for a while. */
export async function countTroubledJobs(): Promise<{ failed: number; waiting: number }> {
  const jobs = await listJobs();
  const count = (state: JobDto["state"]): number => jobs.filter((job) => job.state === state).length;
  return { failed: count("failed"), waiting: count("waiting") };
}

/** A job's id in paths: its name without spaces. */
export function jobId(name: string): string {
  return name.replace(/[^a-z0-9]+/gi, "-").toLowerCase();
}

/** One job out of how it stands in each process: the latest run counts, wherever it was. */
function combine(standings: readonly JobStanding[]): JobDto[] {
  const [first] = standings;
  if (!first) {
    return [];
  }
  const latest = standings
    .filter(({ last }) => last !== null)
    .sort((a, b) => (b.last?.startedAt ?? 0) - (a.last?.startedAt ?? 0))[0];
  const { name, everyMilliseconds } = first;
  const error = latest?.last?.error ?? null;
  return [
    {
      id: jobId(name),
      name,
      state: stateOf(standings, latest),
      everyMilliseconds,
      lastRunAt: latest?.last ? new Date(latest.last.startedAt).toISOString() : null,
      lastRunMilliseconds: latest?.last?.milliseconds ?? null,
      nextRunAt: new Date(Math.min(...standings.map(({ nextRunAt }) => nextRunAt))).toISOString(),
      failures: latest?.failures ?? 0,
      error: error === null ? null : reasonOf(error),
    },
  ];
}

function stateOf(standings: readonly JobStanding[], latest: JobStanding | undefined): JobDto["state"] {
  const now = Date.now();
  const isWaiting = ({ waitingSince }: JobStanding): boolean =>
    waitingSince !== null && now - waitingSince > PATIENCE_MILLISECONDS;
  if (standings.some(({ runningSince }) => runningSince !== null)) {
    return "running";
  }
  if (latest && latest.failures > 0) {
    return "failed";
  }
  return standings.every(isWaiting) ? "waiting" : "idle";
}
