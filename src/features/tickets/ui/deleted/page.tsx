"use client";

import { RotateCcw, SearchX, Trash2 } from "lucide-react";
import { useDeferredValue, useState } from "react";
import type { DeletedTicket } from "@/features/tickets/schema";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { SearchInput } from "@/ui/fields/search-input";
import { LiveList } from "@/ui/lists/live-list";
import { EmptyState } from "@/ui/states/empty";
import { PageHeader } from "@/ui/shell/page-header";
import { RelativeTime } from "@/ui/time/relative";
import { useDeletedTickets } from "./use-deleted-tickets";
import { useDeletion } from "./use-deletion";

/** The deleted tickets, for admins, who can restore them as long as they are kept. */
export function DeletedTicketsPage() {
  const t = useTranslate();
  const [text, setText] = useState("");
  const isSearch = text.trim() !== "";
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
      <LiveList
        list={list}
        loading={t("tickets.deleted.loading")}
        offline={t("tickets.deleted.offline")}
        empty={
          isSearch ? (
            <EmptyState
              icon={<SearchX />}
              title={t("tickets.deleted.noneFound")}
              reason={t("tickets.deleted.noneFoundReason")}
              action={<Button onClick={() => setText("")}>{t("tickets.deleted.clearSearch")}</Button>}
            />
          ) : (
            <EmptyState
              icon={<Trash2 />}
              title={t("tickets.deleted.none")}
              reason={t("tickets.deleted.noneReason")}
            />
          )
        }
      >
        {(tickets) => (
          <ul
            aria-label={t("tickets.deleted.title")}
            className="divide-y divide-line overflow-hidden rounded-xl bg-surface ring-1 ring-line"
          >
            {tickets.map((ticket) => (
              <DeletedRow key={ticket.id} ticket={ticket} />
            ))}
          </ul>
        )}
      </LiveList>
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
