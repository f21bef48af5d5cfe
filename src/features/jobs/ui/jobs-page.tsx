"use client";

import { CloudOff } from "lucide-react";
import { useState } from "react";
import { useInUse } from "@/client/browser/use-in-use";
import type { JobDto } from "@/features/jobs/schema";
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
  const [isInUse, hold] = useInUse();
  const rows = useSteadyRows(jobs.rows ?? [], isInUse);
  return (
    <div className="flex min-w-0 flex-1 flex-col gap-4 p-4 sm:p-6">
      <PageHeader title={t("jobs.title")} description={t("jobs.description")} />
      {jobs.rows === null ? (
        <NotThere jobs={jobs} />
      ) : (
        <ul
          {...hold}
          aria-label={t("jobs.title")}
          className="divide-y divide-line overflow-hidden rounded-xl bg-surface ring-1 ring-line"
        >
          {rows.map((job) => (
            <JobRow key={job.id} job={job} at={jobs.at} onStarted={jobs.refetch} />
          ))}
        </ul>
      )}
    </div>
  );
}

/** The rows in the order in which they came, or while they are in use in the one that they had: none moves under a hand. */
function useSteadyRows(rows: readonly JobDto[], isInUse: boolean): JobDto[] {
  const [order, setOrder] = useState<readonly string[]>([]);
  const wanted = rows.map(({ id }) => id);
  const isOther = wanted.length !== order.length || wanted.some((id, place) => id !== order[place]);
  if (isOther && !isInUse) {
    setOrder(wanted);
  }
  const known = isInUse ? order : wanted;
  const placeOf = ({ id }: JobDto): number => (known.includes(id) ? known.indexOf(id) : known.length);
  return [...rows].sort((a, b) => placeOf(a) - placeOf(b));
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
