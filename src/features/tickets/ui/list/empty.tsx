"use client";

import { CloudOff, FilterX, Inbox, PartyPopper, SearchX } from "lucide-react";
import type { ApiError } from "@/client/api/api";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { ButtonLink } from "@/ui/buttons/button-link";
import { EmptyState } from "@/ui/states/empty";
import { ErrorState } from "@/ui/states/error";
import { Skeleton } from "@/ui/marks/skeleton";
import { isNarrowed, listHref, valuesOf, withValue } from "./query";

/** A list without rows: nothing matches the search, everything is done, filters hide everything, or there is nothing yet. */
export function EmptyList({ search, onClear }: { search: string; onClear: () => void }) {
  const t = useTranslate();
  const text = valuesOf(search, "q")[0];
  if (new URLSearchParams(search).has("cursor")) {
    return (
      <EmptyState
        icon={<Inbox />}
        title={t("tickets.emptyList.furtherBack")}
        reason={t("tickets.emptyList.furtherBackReason")}
        action={
          <ButtonLink href={listHref(withValue(search, "cursor", null))}>
            {t("tickets.emptyList.firstPage")}
          </ButtonLink>
        }
      />
    );
  }
  if (text !== undefined) {
    return (
      <EmptyState
        icon={<SearchX />}
        title={t("tickets.emptyList.nothingFound", { text })}
        reason={t("tickets.emptyList.nothingFoundReason")}
        action={<Button onClick={onClear}>{t("tickets.emptyList.clearSearch")}</Button>}
      />
    );
  }
  if (isWorkQueue(search)) {
    return (
      <EmptyState
        icon={<PartyPopper />}
        title={t("tickets.emptyList.nothingWaits")}
        reason={t("tickets.emptyList.nothingWaitsReason")}
        action={
          <ButtonLink href="/tickets?status=open,in_progress,waiting">
            {t("tickets.emptyList.allActive")}
          </ButtonLink>
        }
      />
    );
  }
  if (isNarrowed(search)) {
    return (
      <EmptyState
        icon={<FilterX />}
        title={t("tickets.emptyList.filtersHide")}
        reason={t("tickets.emptyList.filtersHideReason")}
        action={<Button onClick={onClear}>{t("tickets.emptyList.clearFilters")}</Button>}
      />
    );
  }
  return (
    <EmptyState
      icon={<Inbox />}
      title={t("tickets.emptyList.none")}
      reason={t("tickets.emptyList.noneReason")}
      action={
        <ButtonLink href="/tickets/new" variant="primary">
          {t("tickets.emptyList.newTicket")}
        </ButtonLink>
      }
    />
  );
}

/** A list that could not be loaded: no connection, a page that does not exist any more, or an error. */
export function ListProblem({
  error,
  search,
  onRetry,
}: {
  error: ApiError;
  search: string;
  onRetry: () => void;
}) {
  const t = useTranslate();
  if (error.code === "offline") {
    return (
      <EmptyState
        icon={<CloudOff />}
        title={t("tickets.emptyList.offline")}
        reason={t("tickets.emptyList.offlineReason")}
        action={<Button onClick={onRetry}>{t("tickets.emptyList.tryNow")}</Button>}
      />
    );
  }
  if (error.code === "bad_cursor") {
    return (
      <EmptyState
        icon={<SearchX />}
        title={t("tickets.emptyList.pageGone")}
        reason={t("tickets.emptyList.pageGoneReason")}
        action={
          <ButtonLink href={listHref(withValue(search, "cursor", null))}>
            {t("tickets.emptyList.firstPage")}
          </ButtonLink>
        }
      />
    );
  }
  const reference: unknown = error.problem["requestId"];
  return (
    <ErrorState
      reason={error.message}
      reference={typeof reference === "string" ? reference : undefined}
      onRetry={onRetry}
    />
  );
}

const GREY_ROWS = [68, 52, 80, 44, 61, 73, 49, 57, 66, 40];

/** The skeleton of a list that is loading. */
export function ListSkeleton() {
  const t = useTranslate();
  return (
    <div role="status" className="flex flex-col">
      <span className="sr-only">{t("tickets.list.loading")}</span>
      {GREY_ROWS.map((width) => (
        <div key={width} className="flex h-10 items-center gap-4 border-b border-line/70 px-4">
          <Skeleton className="size-4" />
          <Skeleton className="hidden h-3.5 w-9 sm:block" />
          <span className="flex-1">
            <span className="block" style={{ width: `${width}%` }}>
              <Skeleton className="h-3.5 w-full" />
            </span>
          </span>
          <Skeleton className="h-3.5 w-20" />
          <Skeleton className="size-6 rounded-full!" />
        </div>
      ))}
    </div>
  );
}

const QUEUE_PARTS = new Set(["status", "assignee", "due", "priority", "team", "sort"]);

/** A view of active work: that it is empty is good news. */
function isWorkQueue(search: string): boolean {
  const params = new URLSearchParams(search);
  const isActive = params.get("status") === "open,in_progress,waiting" || params.get("status") === "waiting";
  const isSimple = [...params.keys()].every((name) => QUEUE_PARTS.has(name)) && params.size <= 3;
  return isActive && isSimple;
}
