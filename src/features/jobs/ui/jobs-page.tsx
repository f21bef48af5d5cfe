"use client";

import { CloudOff } from "lucide-react";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { Skeleton } from "@/ui/marks/skeleton";
import { PageHeader } from "@/ui/shell/page-header";
import { EmptyState } from "@/ui/states/empty";
import { ErrorState } from "@/ui/states/error";
import { JobRow } from "./job-row";
import { useJobs, type Jobs } from "./use-jobs";

/** What the servers do in the background, for admins: what failed comes first. */
export function JobsPage() {
  const t = useTranslate();
  const jobs = useJobs();
  return (
    <div className="flex min-w-0 flex-1 flex-col gap-4 p-4 sm:p-6">
      <PageHeader title={t("jobs.title")} description={t("jobs.description")} />
      {jobs.rows === null ? (
        <NotThere jobs={jobs} />
      ) : (
        <ul
          aria-label={t("jobs.title")}
          className="divide-y divide-line overflow-hidden rounded-xl bg-surface ring-1 ring-line"
        >
          {jobs.rows.map((job) => (
            <JobRow key={job.id} job={job} onStarted={jobs.refetch} />
          ))}
        </ul>
      )}
    </div>
  );
}

function NotThere({ jobs }: { jobs: Jobs }) {
  const t = useTranslate();
  if (jobs.error?.code === "offline") {
    return (
      <EmptyState
        icon={<CloudOff />}
        title={t("jobs.offline.title")}
        reason={t("jobs.offline.reason")}
        action={<Button onClick={jobs.refetch}>{t("jobs.tryNow")}</Button>}
      />
    );
  }
  if (jobs.error) {
    return <ErrorState reason={jobs.error.message} onRetry={jobs.refetch} />;
  }
  return (
    <div role="status" className="flex flex-col gap-3">
      <span className="sr-only">{t("jobs.loading")}</span>
      {[0, 1, 2].map((place) => (
        <Skeleton key={place} className="h-14 w-full" />
      ))}
    </div>
  );
}
