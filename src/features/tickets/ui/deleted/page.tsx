"use client";

import { CloudOff, RotateCcw, SearchX, Trash2 } from "lucide-react";
import { useDeferredValue, useState } from "react";
import type { DeletedTicket } from "@/features/tickets/schema";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { SearchInput } from "@/ui/fields/search-input";
import { EmptyState } from "@/ui/states/empty";
import { ErrorState } from "@/ui/states/error";
import { PageHeader } from "@/ui/shell/page-header";
import { RelativeTime } from "@/ui/time/relative";
import { Skeleton } from "@/ui/marks/skeleton";
import { useDeletedTickets, type DeletedTickets } from "./use-deleted-tickets";
import { useDeletion } from "./use-deletion";

/** The deleted tickets, for admins, who can restore them as long as they are kept. */
export function DeletedTicketsPage() {
  const t = useTranslate();
  const [text, setText] = useState("");
  const list = useDeletedTickets(useDeferredValue(text.trim()));
  return (
    <div className="flex min-w-0 flex-1 flex-col gap-4 p-4 sm:p-6">
      <PageHeader title={t("tickets.deleted.title")} description={t("tickets.deleted.description")} />
      <SearchInput
        label={t("tickets.deleted.search")}
        value={text}
        onValueChange={setText}
        className="max-w-md"
      />
      <Rows list={list} isSearch={text.trim() !== ""} onClear={() => setText("")} />
      {list.hasMore && (
        <Button className="self-center" loading={list.isFetchingMore} onClick={list.fetchMore}>
          {t("tickets.deleted.showMore")}
        </Button>
      )}
    </div>
  );
}

function Rows({ list, isSearch, onClear }: { list: DeletedTickets; isSearch: boolean; onClear: () => void }) {
  const t = useTranslate();
  if (list.rows === null) {
    return <NotThere list={list} />;
  }
  if (list.rows.length === 0 && isSearch) {
    return (
      <EmptyState
        icon={<SearchX />}
        title={t("tickets.deleted.noneFound")}
        reason={t("tickets.deleted.noneFoundReason")}
        action={<Button onClick={onClear}>{t("tickets.deleted.clearSearch")}</Button>}
      />
    );
  }
  if (list.rows.length === 0) {
    return (
      <EmptyState
        icon={<Trash2 />}
        title={t("tickets.deleted.none")}
        reason={t("tickets.deleted.noneReason")}
      />
    );
  }
  return (
    <ul
      aria-label={t("tickets.deleted.title")}
      className="divide-y divide-line overflow-hidden rounded-xl bg-surface ring-1 ring-line"
    >
      {list.rows.map((ticket) => (
        <DeletedRow key={ticket.id} ticket={ticket} />
      ))}
    </ul>
  );
}

function NotThere({ list }: { list: DeletedTickets }) {
  const t = useTranslate();
  if (list.error?.code === "offline") {
    return (
      <EmptyState
        icon={<CloudOff />}
        title={t("tickets.deleted.offline")}
        reason={t("tickets.deleted.offlineReason")}
        action={<Button onClick={list.refetch}>{t("tickets.deleted.tryNow")}</Button>}
      />
    );
  }
  if (list.error) {
    return <ErrorState reason={list.error.message} onRetry={list.refetch} />;
  }
  return (
    <div role="status" className="flex flex-col gap-3">
      <span className="sr-only">{t("tickets.deleted.loading")}</span>
      {[0, 1, 2].map((place) => (
        <Skeleton key={place} className="h-14 w-full" />
      ))}
    </div>
  );
}

function DeletedRow({ ticket }: { ticket: DeletedTicket }) {
  const t = useTranslate();
  const { restore } = useDeletion();
  const { requester, deletedBy, deletedAt, restorableUntil } = ticket;
  const parts = {
    requester: () => <bdi>{requester.name}</bdi>,
    deleted: () => <RelativeTime at={deletedAt} />,
    gone: () => <RelativeTime at={restorableUntil} mayCome />,
  };
  const [isBusy, setBusy] = useState(false);
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 sm:flex-nowrap">
      <div className="min-w-0 flex-1 basis-52">
        <p className="flex items-baseline gap-2">
          <span className="shrink-0 text-note text-ink-muted tabular-nums">#{ticket.number}</span>
          <bdi className="min-w-0 font-medium wrap-anywhere text-ink">{ticket.title}</bdi>
        </p>
        <p className="mt-0.5 text-note text-pretty text-ink-muted">
          {deletedBy
            ? t.rich("tickets.deleted.lineBy", { ...parts, by: () => <bdi>{deletedBy.name}</bdi> })
            : t.rich("tickets.deleted.line", parts)}
        </p>
      </div>
      <Button
        size="sm"
        icon={<RotateCcw aria-hidden />}
        loading={isBusy}
        aria-label={t("tickets.deleted.restoreLabel", { number: String(ticket.number) })}
        onClick={() => {
          setBusy(true);
          void restore(ticket).finally(() => setBusy(false));
        }}
      >
        {t("tickets.deleted.restore")}
      </Button>
    </li>
  );
}
