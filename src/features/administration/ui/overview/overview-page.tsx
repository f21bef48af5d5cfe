"use client";

import { useQuery } from "@tanstack/react-query";
import { CloudOff } from "lucide-react";
import { ApiError, callApi } from "@/client/api/api";
import type { OverviewDto } from "@/features/administration/schema";
import { useSpeech, useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { Skeleton } from "@/ui/marks/skeleton";
import { PageHeader } from "@/ui/shell/page-header";
import { EmptyState } from "@/ui/states/empty";
import { ErrorState } from "@/ui/states/error";
import { AttentionList } from "./attention-list";
import { DaysChart } from "./days-chart";
import { SystemFacts } from "./system-facts";
import { TicketFigures } from "./ticket-figures";

const REFRESH_MILLISECONDS = 15_000;

/** How the desk does now, for admins: what needs attention first, tickets, the last days, and the system. */
export function OverviewPage() {
  const { t, timeZone } = useSpeech();
  const zone = timeZone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const { data, error, refetch } = useQuery({
    queryKey: ["admin", "overview", zone],
    queryFn: ({ signal }) =>
      callApi<OverviewDto>(`/api/admin/overview?timeZone=${encodeURIComponent(zone)}`, { signal }),
    staleTime: 0,
    refetchInterval: REFRESH_MILLISECONDS,
  });
  return (
    <div className="@container flex min-w-0 flex-1 flex-col gap-6 p-4 sm:p-6">
      <PageHeader title={t("overview.title")} description={t("overview.description")} />
      {data ? (
        <div className="flex w-full max-w-5xl flex-col gap-8">
          <AttentionList overview={data} />
          <TicketFigures tickets={data.tickets} />
          <DaysChart days={data.days} />
          <SystemFacts overview={data} />
        </div>
      ) : (
        <NotThere error={error} onRetry={() => void refetch()} />
      )}
    </div>
  );
}

function NotThere({ error, onRetry }: { error: Error | null; onRetry: () => void }) {
  const t = useTranslate();
  if (error instanceof ApiError && error.code === "offline") {
    return (
      <EmptyState
        icon={<CloudOff />}
        title={t("overview.offline.title")}
        reason={t("overview.offline.reason")}
        action={<Button onClick={onRetry}>{t("overview.tryNow")}</Button>}
      />
    );
  }
  if (error) {
    return <ErrorState reason={error.message} onRetry={onRetry} />;
  }
  return (
    <div role="status" className="flex max-w-5xl flex-col gap-4">
      <span className="sr-only">{t("overview.loading")}</span>
      <Skeleton className="h-24 w-full" />
      <Skeleton className="h-24 w-full" />
      <Skeleton className="h-48 w-full" />
    </div>
  );
}
