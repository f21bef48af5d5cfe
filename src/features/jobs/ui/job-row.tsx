"use client";

import { useState } from "react";
import type { JobDto } from "@/features/jobs/schema";
import { useSpeech } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { Badge } from "@/ui/marks/badge";
import { toast } from "@/ui/overlays/toast";
import { RelativeTime } from "@/ui/time/relative";
import { durationWords, jobWords } from "./job-words";
import { runJob } from "./use-jobs";

const SOON_MILLISECONDS = 60_000;
const TONES = { failed: "danger", waiting: "warning", running: "info", idle: "success" } as const;

/** The props of JobRow. */
export interface JobRowProps {
  job: JobDto;
  /** When it stood so, by the server's clock, in milliseconds. */
  at: number;
  onStarted: () => void;
}

/** One job: what it does, how it stands, its last run and its next, and a way to run it now. */
export function JobRow({ job, at: seenAt, onStarted }: JobRowProps) {
  const { t, locale } = useSpeech();
  const [isBusy, setBusy] = useState(false);
  const { state, lastRunAt, lastRunMilliseconds, nextRunAt, everyMilliseconds, failures, error } = job;
  const name = jobWords(t, job);
  async function start(): Promise<void> {
    setBusy(true);
    try {
      await runJob(job.id);
      toast.success(t("jobs.started", { name }));
    } catch (reason) {
      toast.error(t("jobs.notStarted"), {
        description: reason instanceof Error ? reason.message : undefined,
      });
    } finally {
      setBusy(false);
      onStarted();
    }
  }
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 sm:flex-nowrap">
      <div className="min-w-0 flex-1 basis-52">
        <p className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
          <span className="min-w-0 font-medium wrap-anywhere text-ink">{name}</span>
          <Badge tone={TONES[state]}>{t(`jobs.state.${state}`)}</Badge>
        </p>
        <p className="mt-0.5 flex flex-wrap gap-x-3 text-note text-ink-muted tabular-nums">
          <span>
            {lastRunAt === null || lastRunMilliseconds === null
              ? t("jobs.never")
              : t.rich("jobs.last", {
                  ago: () => <RelativeTime at={lastRunAt} />,
                  duration: durationWords(locale, lastRunMilliseconds),
                })}
          </span>
          <span>
            {Date.parse(nextRunAt) - seenAt < SOON_MILLISECONDS
              ? t("jobs.soon")
              : t.rich("jobs.next", { at: () => <RelativeTime at={nextRunAt} mayCome /> })}
          </span>
          <span>{t("jobs.every", { duration: durationWords(locale, everyMilliseconds) })}</span>
        </p>
        {state === "failed" && (
          <p className="mt-1 text-note wrap-anywhere text-ink">
            {error === null
              ? t("jobs.failedInLog", { count: failures })
              : t.rich("jobs.failed", { count: failures, reason: () => <bdi>{error}</bdi> })}
          </p>
        )}
      </div>
      <Button
        size="sm"
        loading={isBusy}
        aria-label={t(state === "failed" ? "jobs.retryOf" : "jobs.runOf", { name })}
        onClick={() => void start()}
      >
        {t(state === "failed" ? "jobs.retry" : "jobs.run")}
      </Button>
    </li>
  );
}
