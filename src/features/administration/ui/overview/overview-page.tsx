"use client";

import { useLive } from "@/client/live/use-live";
import type { OverviewDto } from "@/features/administration/schema";
import { useSpeech } from "@/messages/translate-provider";
import { PageHeader } from "@/ui/shell/page-header";
import { NotLoaded, SkeletonRows } from "@/ui/states/not-loaded";
import { AttentionList } from "./attention-list";
import { DaysChart } from "./days-chart";
import { SystemFacts } from "./system-facts";
import { TimeFigures } from "./time-figures";
import { TicketFigures } from "./ticket-figures";

const REFRESH_MILLISECONDS = 5_000;

/** How the desk does now, for admins: what needs attention first, tickets, the last days, and the system. */
export function OverviewPage() {
  const { t, timeZone } = useSpeech();
  const zone = timeZone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const { data, error, refetch } = useLive<OverviewDto>(
    {
      key: ["admin", "overview", zone],
      path: `/api/admin/overview?timeZone=${encodeURIComponent(zone)}`,
    },
    { refetchMilliseconds: REFRESH_MILLISECONDS },
  );
  return (
    <div className="@container flex min-w-0 flex-1 flex-col gap-6 p-4 sm:p-6">
      <PageHeader title={t("overview.title")} description={t("overview.description")} />
      {data ? (
        <div className="flex w-full max-w-5xl flex-col gap-8">
          <AttentionList overview={data} />
          <TicketFigures tickets={data.tickets} />
          <DaysChart days={data.days} />
          <TimeFigures times={data.times} days={data.days.length} />
          <SystemFacts overview={data} />
        </div>
      ) : (
        <NotLoaded
          error={error}
          loading={t("overview.loading")}
          offline={t("overview.offline")}
          onRetry={refetch}
          skeleton={<SkeletonRows className="h-32 max-w-5xl" />}
        />
      )}
    </div>
  );
}
