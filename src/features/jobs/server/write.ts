import { say } from "@/messages/server/say";
import type { By } from "@/server/api/by";
import { sqlTransactionOnce } from "@/server/api/idempotency";
import { audit } from "@/server/audit/audit";
import { readJobStandings, runJobNow } from "@/server/jobs/job-records";
import { AppError } from "@/shared/errors";
import type { Actor } from "@/shared/roles";
import { jobId } from "./read";

/** Begins a run of a background job, and does not wait for it. Throws `not_found`. */
export async function runJob(actor: Actor, id: string, by: By): Promise<void> {
  const job = (await readJobStandings()).find(({ name }) => jobId(name) === id);
  if (!job) {
    throw new AppError("not_found", say("refusals.jobs.unknown"));
  }
  await sqlTransactionOnce(by.key, (sql) =>
    audit(sql, actor, {
      action: "job.run",
      subjectType: "job",
      data: { job: job.name },
      address: by.address,
    }),
  );
  if (!by.key?.repeat.isRepeat) {
    runJobNow(job.name);
  }
}
