"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { CloudOff, Hand } from "lucide-react";
import { usePathname, useSearchParams } from "next/navigation";
import { ApiError } from "@/client/api/api";
import type { AssignmentRequestList } from "@/features/assignment-requests/schema";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { SkeletonText } from "@/ui/marks/skeleton";
import { PageHeader } from "@/ui/shell/page-header";
import { Tabs } from "@/ui/shell/tabs";
import { EmptyState } from "@/ui/states/empty";
import { ErrorState } from "@/ui/states/error";
import { listQuery } from "./queries";
import { RequestItem } from "./request-item";
import { readShown, type Shown } from "./shown";
import { useWaitingRequests } from "./use-requests";

/** The requests that wait for this person, that were decided, and that they made, updated live. */
export function AssignmentRequestsPage({
  initial,
}: {
  initial: { shown: Shown; page: AssignmentRequestList };
}) {
  const t = useTranslate();
  const path = usePathname();
  const shown = readShown(useSearchParams().get("show"));
  const { count } = useWaitingRequests();
  const show = (next: Shown): void =>
    window.history.replaceState(null, "", next === "waiting" ? path : `${path}?show=${next}`);
  return (
    <div className="flex min-w-0 flex-1 flex-col pt-4 sm:pt-6">
      <PageHeader
        className="px-4 sm:px-6"
        title={t("assignmentRequests.title")}
        description={t("assignmentRequests.description")}
      />
      <Tabs
        className="mt-3 px-4 sm:px-6"
        label={t("assignmentRequests.which")}
        value={shown}
        onValueChange={show}
        items={[
          { value: "waiting", label: t("assignmentRequests.show.waiting"), count },
          { value: "decided", label: t("assignmentRequests.show.decided") },
          { value: "asked", label: t("assignmentRequests.show.asked") },
        ]}
      />
      <List key={shown} shown={shown} initial={initial.shown === shown ? initial.page : null} />
    </div>
  );
}

function List({ shown, initial }: { shown: Shown; initial: AssignmentRequestList | null }) {
  const t = useTranslate();
  const query = useInfiniteQuery({
    ...listQuery(shown),
    ...(initial ? { initialData: { pages: [initial], pageParams: [""] } } : {}),
  });
  const rows = query.data?.pages.flatMap((page) => page.items) ?? null;
  const retry = (): void => void query.refetch();
  if (rows === null) {
    return query.error ? (
      <Problem error={query.error} onRetry={retry} />
    ) : (
      <div className="p-6">
        <SkeletonText lines={4} label={t("assignmentRequests.loading")} />
      </div>
    );
  }
  if (rows.length === 0) {
    return (
      <EmptyState
        icon={<Hand />}
        title={t(`assignmentRequests.none.${shown}Title`)}
        reason={t(`assignmentRequests.none.${shown}Reason`)}
      />
    );
  }
  return (
    <>
      <ul aria-label={t("assignmentRequests.title")} className="flex flex-col divide-y divide-line/70">
        {rows.map((request) => (
          <li key={request.id} className="flex px-4 py-3.5 sm:px-6">
            <RequestItem request={request} mayDecide={shown === "waiting"} withTicket />
          </li>
        ))}
      </ul>
      {query.hasNextPage && (
        <Button
          className="my-4 self-center"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t("assignmentRequests.showOlder")}
        </Button>
      )}
    </>
  );
}

function Problem({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const t = useTranslate();
  return error instanceof ApiError && error.code === "offline" ? (
    <EmptyState
      icon={<CloudOff />}
      title={t("assignmentRequests.offline.title")}
      reason={t("assignmentRequests.offline.reason")}
      action={<Button onClick={onRetry}>{t("assignmentRequests.tryNow")}</Button>}
    />
  ) : (
    <ErrorState reason={error.message} onRetry={onRetry} />
  );
}
