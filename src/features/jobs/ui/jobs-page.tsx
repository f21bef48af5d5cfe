"use client";

import { Cog } from "lucide-react";
import { serverTimeOf } from "@/client/browser/clock";
import { useInUse } from "@/client/browser/use-in-use";
import { useTranslate } from "@/messages/translate-provider";
import { LiveList } from "@/ui/lists/live-list";
import { PageHeader } from "@/ui/shell/page-header";
import { EmptyState } from "@/ui/states/empty";
import { JobRow } from "./job-row";
import { useJobs } from "./use-jobs";

/** What the servers do in the background, for admins: what failed comes first. */
export function JobsPage() {
  const t = useTranslate();
  const [isInUse, hold] = useInUse();
  const list = useJobs(isInUse);
  return (
    <div className="flex min-w-0 flex-1 flex-col gap-4 p-4 sm:p-6">
      <PageHeader title={t("jobs.title")} description={t("jobs.description")} />
      <LiveList
        list={list}
        hold={hold}
        loading={t("jobs.loading")}
        offline={t("jobs.offline")}
        empty={<EmptyState icon={<Cog />} title={t("jobs.none.title")} reason={t("jobs.none.reason")} />}
      >
        {(jobs) => (
          <ul
            aria-label={t("jobs.title")}
            className="divide-y divide-line overflow-hidden rounded-xl bg-surface ring-1 ring-line"
          >
            {jobs.map((job) => (
              <JobRow key={job.id} job={job} at={serverTimeOf(list.readAt)} onStarted={list.refetch} />
            ))}
          </ul>
        )}
      </LiveList>
    </div>
  );
}
