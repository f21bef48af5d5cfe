"use client";

import { CloudOff, LifeBuoy, Plus } from "lucide-react";
import type { Page, ListedTicket } from "@/features/tickets/schema";
import { Button } from "@/ui/button";
import { ButtonLink } from "@/ui/button-link";
import { EmptyState } from "@/ui/empty-state";
import { ErrorState } from "@/ui/error-state";
import { PageHeader } from "@/ui/page-header";
import { Pagination } from "@/ui/pagination";
import { Skeleton } from "@/ui/skeleton";
import { ArrivalsButton } from "@/ui/list-arrivals";
import { REQUESTER_PAGE } from "./query";
import { RequestCard } from "./request-card";
import { useHold } from "@/client/browser/use-hold";
import { useListAddress } from "./use-list-address";
import { useTicketList, type TicketList } from "./use-ticket-list";

/** What somebody asked for, alive: how far each request is, in words for people. */
export function RequestsPage({ initial }: { initial: Page<ListedTicket> | null }) {
  const address = useListAddress();
  const [isHeld, hold] = useHold();
  const list = useTicketList(address.search, { limit: REQUESTER_PAGE, isHeld, initial });
  const isEmpty = !list.isLoading && !list.error && list.rows.length === 0 && !list.isSwitching;
  return (
    <div className="flex flex-1 flex-col gap-6">
      <PageHeader
        title={
          <span className="inline-flex flex-wrap items-center gap-3">
            My requests
            <ArrivalsButton count={list.arrivals} onShow={list.show} />
          </span>
        }
        description={isEmpty ? undefined : "How far everything is. This page keeps itself up to date."}
        actions={
          isEmpty ? undefined : (
            <ButtonLink href="/tickets/new" variant="primary" icon={<Plus aria-hidden />}>
              New request
            </ButtonLink>
          )
        }
      />
      <div {...hold}>
        <Requests list={list} isEmpty={isEmpty} />
      </div>
      <Pagination
        olderHref={address.olderHref(list.isSwitching ? null : list.nextCursor)}
        newerHref={address.newerHref}
        label="Pages of requests"
      />
    </div>
  );
}

function Requests({ list, isEmpty }: { list: TicketList; isEmpty: boolean }) {
  if (list.error && list.rows.length === 0) {
    return list.error.code === "offline" ? (
      <EmptyState
        icon={<CloudOff />}
        title="You are offline"
        reason="Your requests come as soon as the help desk can be reached."
        action={<Button onClick={list.show}>Try now</Button>}
      />
    ) : (
      <ErrorState reason={list.error.message} onRetry={list.show} />
    );
  }
  if (list.isLoading) {
    return (
      <div role="status" className="flex flex-col gap-3">
        <span className="sr-only">Loading your requests</span>
        {[0, 1, 2, 3].map((place) => (
          <Skeleton key={place} className="h-[5.25rem] w-full rounded-xl!" />
        ))}
      </div>
    );
  }
  if (isEmpty) {
    return (
      <EmptyState
        icon={<LifeBuoy />}
        title="How can we help?"
        reason="Something broken, missing or unclear? Tell us in a few words. You will see here, at once, when somebody answers."
        action={
          <ButtonLink href="/tickets/new" variant="primary" size="lg" icon={<Plus aria-hidden />}>
            New request
          </ButtonLink>
        }
      />
    );
  }
  return (
    <ul aria-label="My requests" className="flex flex-col gap-3">
      {list.rows.map((ticket) => (
        <RequestCard key={ticket.id} ticket={ticket} />
      ))}
    </ul>
  );
}
