"use client";

import { BellOff, CheckCheck, CloudOff } from "lucide-react";
import type { ApiError } from "@/client/api/api";
import { Button } from "@/ui/buttons/button";
import { EmptyState } from "@/ui/states/empty";
import { ErrorState } from "@/ui/states/error";
import { Skeleton } from "@/ui/marks/skeleton";
import { useTranslate } from "@/messages/translate-provider";
import type { Shown } from "./notice-filter";

/** Nothing left to acknowledge, or no notices at all. */
export function NoNotices({ shown, onShowAll }: { shown: Shown; onShowAll: () => void }) {
  const t = useTranslate();
  return shown === "unacknowledged" ? (
    <EmptyState
      icon={<CheckCheck />}
      title={t("notices.none.leftTitle")}
      reason={t("notices.none.leftReason")}
      action={<Button onClick={onShowAll}>{t("notices.none.showAll")}</Button>}
    />
  ) : (
    <EmptyState icon={<BellOff />} title={t("notices.none.title")} reason={t("notices.none.reason")} />
  );
}

/** The list could not be loaded: no connection, or an error. */
export function NoticesProblem({ error, onRetry }: { error: ApiError; onRetry: () => void }) {
  const t = useTranslate();
  return error.code === "offline" ? (
    <EmptyState
      icon={<CloudOff />}
      title={t("notices.offline.title")}
      reason={t("notices.offline.reason")}
      action={<Button onClick={onRetry}>{t("notices.tryNow")}</Button>}
    />
  ) : (
    <ErrorState reason={error.message} onRetry={onRetry} />
  );
}

/** The skeleton of a list that is loading. */
export function NoticesSkeleton() {
  const t = useTranslate();
  return (
    <div role="status" className="flex flex-col divide-y divide-line/70">
      <span className="sr-only">{t("notices.loading")}</span>
      {[0, 1, 2, 3, 4].map((row) => (
        <div key={row} className="flex items-start gap-4 px-4 py-3.5 sm:px-6">
          <Skeleton className="size-4 rounded-full!" />
          <span className="flex flex-1 flex-col gap-2">
            <Skeleton className="h-3.5 w-3/5" />
            <Skeleton className="h-3 w-32" />
          </span>
        </div>
      ))}
    </div>
  );
}
