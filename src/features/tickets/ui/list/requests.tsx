"use client";

import { Archive, CloudOff, LifeBuoy, Plus } from "lucide-react";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { ButtonLink } from "@/ui/buttons/button-link";
import { EmptyState } from "@/ui/states/empty";
import { ErrorState } from "@/ui/states/error";
import { PageHeader } from "@/ui/shell/page-header";
import { Pagination } from "@/ui/lists/pagination";
import { Skeleton } from "@/ui/marks/skeleton";
import { ArrivalsButton } from "@/ui/lists/arrivals";
import type { PackedPage } from "./packed-page";
import { REQUESTER_PAGE } from "./query";
import { ArchiveChip } from "./filter-bar";
import { isArchive } from "./filters";
import { RequestCard } from "./request-card";
import { useInUse } from "@/client/browser/use-in-use";
import { useListAddress } from "./use-list-address";
import { useTicketList, type TicketList } from "./use-ticket-list";

/** A requester's tickets, updated live: the progress of each, in plain words. `initial` are the first ones, packed. */
export function RequestsPage({ initial }: { initial: PackedPage | null }) {
  const t = useTranslate();
  const address = useListAddress();
  const [isInUse, hold] = useInUse();
  const list = useTicketList(address.search, { limit: REQUESTER_PAGE, isInUse, initial });
  const isEmpty = !list.isLoading && !list.error && list.rows.length === 0 && !list.isSwitching;
  return (
    <div className="flex flex-1 flex-col gap-6">
      <PageHeader
        title={
          <span className="inline-flex flex-wrap items-center gap-3">
            {t("tickets.requests.title")}
            <ArrivalsButton count={list.arrivals} onShow={list.show} />
          </span>
        }
        description={isEmpty ? undefined : t("tickets.requests.description")}
        actions={
          isEmpty ? undefined : (
            <ButtonLink href="/tickets/new" variant="primary" icon={<Plus aria-hidden />}>
              {t("tickets.requests.new")}
            </ButtonLink>
          )
        }
      />
      <div>
        <ArchiveChip search={address.search} onSearch={address.goTo} />
      </div>
      <div {...hold}>
        <Requests list={list} isEmpty={isEmpty} isArchive={isArchive(address.search)} />
      </div>
      <Pagination
        olderHref={address.olderHref(list.isSwitching ? null : list.nextCursor)}
        newerHref={address.newerHref}
        label={t("tickets.requests.pages")}
      />
    </div>
  );
}

function Requests({
  list,
  isEmpty,
  isArchive: isOfArchive,
}: {
  list: TicketList;
  isEmpty: boolean;
  isArchive: boolean;
}) {
  const t = useTranslate();
  if (list.error && list.rows.length === 0) {
    return list.error.code === "offline" ? (
      <EmptyState
        icon={<CloudOff />}
        title={t("tickets.requests.offline")}
        reason={t("tickets.requests.offlineReason")}
        action={<Button onClick={list.show}>{t("tickets.requests.tryNow")}</Button>}
      />
    ) : (
      <ErrorState reason={list.error.message} onRetry={list.show} />
    );
  }
  if (list.isLoading) {
    return (
      <div role="status" className="flex flex-col gap-3">
        <span className="sr-only">{t("tickets.requests.loading")}</span>
        {[0, 1, 2, 3].map((place) => (
          <Skeleton key={place} className="h-21 w-full rounded-xl!" />
        ))}
      </div>
    );
  }
  if (isEmpty && isOfArchive) {
    return (
      <EmptyState
        icon={<Archive />}
        title={t("tickets.requests.noArchive")}
        reason={t("tickets.requests.noArchiveReason")}
      />
    );
  }
  if (isEmpty) {
    return (
      <EmptyState
        icon={<LifeBuoy />}
        title={t("tickets.requests.empty")}
        reason={t("tickets.requests.emptyReason")}
        action={
          <ButtonLink href="/tickets/new" variant="primary" size="lg" icon={<Plus aria-hidden />}>
            {t("tickets.requests.new")}
          </ButtonLink>
        }
      />
    );
  }
  return (
    <ul aria-label={t("tickets.requests.title")} className="flex flex-col gap-3">
      {list.rows.map((ticket) => (
        <RequestCard key={ticket.id} ticket={ticket} />
      ))}
    </ul>
  );
}
