"use client";

import { BellOff, CheckCheck } from "lucide-react";
import { Button } from "@/ui/buttons/button";
import { EmptyState } from "@/ui/states/empty";
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

/** The skeleton of a list that is loading. */
export function NoticesSkeleton() {
  return (
    <div className="flex flex-col divide-y divide-line/70">
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
