"use client";

import { CloudOff, RotateCcw, Trash2 } from "lucide-react";
import { useState } from "react";
import type { DeletedTicket } from "@/features/tickets/schema";
import { Button } from "@/ui/button";
import { EmptyState } from "@/ui/empty-state";
import { ErrorState } from "@/ui/error-state";
import { PageHeader } from "@/ui/page-header";
import { RelativeTime } from "@/ui/relative-time";
import { Skeleton } from "@/ui/skeleton";
import { useDeletedTickets, type DeletedTickets } from "./use-deleted-tickets";
import { useDeletion } from "./use-deletion";

/** What was deleted and by whom, for admins, who can bring it back as long as it is kept. */
export function DeletedTicketsPage() {
  const list = useDeletedTickets();
  return (
    <div className="flex min-w-0 flex-1 flex-col gap-4 p-4 sm:p-6">
      <PageHeader
        title="Deleted tickets"
        description="Whatever was deleted stays here for 30 days. Brought back, it is there again for everybody who saw it, with its number, messages and files."
      />
      <Rows list={list} />
      {list.hasMore && (
        <Button className="self-center" loading={list.isFetchingMore} onClick={list.fetchMore}>
          Show more
        </Button>
      )}
    </div>
  );
}

function Rows({ list }: { list: DeletedTickets }) {
  if (list.rows === null) {
    return <NotThere list={list} />;
  }
  if (list.rows.length === 0) {
    return (
      <EmptyState
        icon={<Trash2 />}
        title="Nothing is deleted"
        reason="A ticket is deleted from its own page. It then lies here, and can be brought back for 30 days."
      />
    );
  }
  return (
    <ul
      aria-label="Deleted tickets"
      className="divide-y divide-line overflow-hidden rounded-xl bg-surface ring-1 ring-line"
    >
      {list.rows.map((ticket) => (
        <DeletedRow key={ticket.id} ticket={ticket} />
      ))}
    </ul>
  );
}

function NotThere({ list }: { list: DeletedTickets }) {
  if (list.error?.code === "offline") {
    return (
      <EmptyState
        icon={<CloudOff />}
        title="You are offline"
        reason="What was deleted comes as soon as the help desk can be reached."
        action={<Button onClick={list.refetch}>Try now</Button>}
      />
    );
  }
  if (list.error) {
    return <ErrorState reason={list.error.message} onRetry={list.refetch} />;
  }
  return (
    <div role="status" className="flex flex-col gap-3">
      <span className="sr-only">Loading deleted tickets</span>
      {[0, 1, 2].map((place) => (
        <Skeleton key={place} className="h-14 w-full" />
      ))}
    </div>
  );
}

function DeletedRow({ ticket }: { ticket: DeletedTicket }) {
  const { restore } = useDeletion();
  const [isBusy, setBusy] = useState(false);
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 sm:flex-nowrap">
      <div className="min-w-0 flex-1 basis-52">
        <p className="flex items-baseline gap-2">
          <span className="shrink-0 text-note text-ink-muted tabular-nums">#{ticket.number}</span>
          <bdi className="min-w-0 font-medium wrap-anywhere text-ink">{ticket.title}</bdi>
        </p>
        <p className="mt-0.5 text-note text-pretty text-ink-muted">
          Asked by <bdi>{ticket.requester.name}</bdi>. Deleted{" "}
          {ticket.deletedBy && (
            <>
              by <bdi>{ticket.deletedBy.name}</bdi>{" "}
            </>
          )}
          <RelativeTime at={ticket.deletedAt} />, goes for good{" "}
          <RelativeTime at={ticket.restorableUntil} mayCome />.
        </p>
      </div>
      <Button
        size="sm"
        icon={<RotateCcw aria-hidden />}
        loading={isBusy}
        aria-label={`Bring back ticket #${ticket.number}`}
        onClick={() => {
          setBusy(true);
          void restore(ticket).finally(() => setBusy(false));
        }}
      >
        Bring back
      </Button>
    </li>
  );
}
