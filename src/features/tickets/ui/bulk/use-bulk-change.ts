"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ApiError, callApi, newIdempotencyKey } from "@/client/api/api";
import type { ListedTicket, UpdateTicketInput } from "@/features/tickets/schema";
import type { BulkItem, BulkResult, BulkUpdateInput } from "@/features/tickets/schema-bulk";
import { useTicketStore } from "@/features/tickets/ui/store/store-provider";
import { useTranslate } from "@/messages/translate-provider";
import { toast } from "@/ui/overlays/toast";
import { isChanged, undoRequests } from "./undo-requests";

/** A change for many tickets at once; people, teams and the like as ids. */
export type BulkChange = Pick<UpdateTicketInput, "status" | "priority" | "assigneeId">;

/** The message about a change to so many tickets. */
export type BulkWords = (count: number) => string;

/** A row's outcome, with the ticket as it was when it was chosen. */
export interface BulkOutcome {
  ticket: ListedTicket;
  item: BulkItem;
}

/** The bulk changes of a list. */
export interface BulkChanges {
  busy: boolean;
  /** Changes them; answers with the ids of those that were done, as they are no longer to be chosen. */
  apply(tickets: readonly ListedTicket[], change: BulkChange, words: BulkWords): Promise<string[]>;
  /** The rows of the change that is looked at; null for none. */
  shown: readonly BulkOutcome[] | null;
  hide(): void;
}

/** Changes many tickets by one request: a result a row, and undo of what was changed. */
export function useBulkChange(): BulkChanges {
  const t = useTranslate();
  const queries = useQueryClient();
  const store = useTicketStore();
  const [busy, setBusy] = useState(false);
  const [shown, setShown] = useState<readonly BulkOutcome[] | null>(null);

  async function send(requests: readonly BulkUpdateInput[]): Promise<BulkItem[]> {
    const items: BulkItem[] = [];
    for (const body of requests) {
      const asOf = store.now();
      const answer = await callApi<BulkResult>("/api/tickets/bulk", {
        method: "POST",
        body,
        idempotencyKey: newIdempotencyKey(),
      });
      store.put(
        answer.items.flatMap(({ ticket }) => ticket ?? []),
        asOf,
      );
      items.push(...answer.items);
    }
    return items;
  }

  /** Null when the whole failed, which is reported. */
  async function carryOut(
    tickets: readonly ListedTicket[],
    requests: readonly BulkUpdateInput[],
    words: BulkWords,
    mayUndo: boolean,
  ): Promise<BulkItem[] | null> {
    try {
      const items = await send(requests);
      report(tickets, items, words, mayUndo);
      return items;
    } catch (error) {
      toast.error(t("tickets.bulk.failed", { count: tickets.length }), {
        description: error instanceof ApiError ? error.message : t("tickets.bulk.somethingWrong"),
      });
      return null;
    } finally {
      void queries.invalidateQueries({ queryKey: ["tickets"] });
    }
  }

  function report(
    tickets: readonly ListedTicket[],
    items: readonly BulkItem[],
    words: BulkWords,
    mayUndo: boolean,
  ): void {
    const done = items.filter(({ ok }) => ok).length;
    const outcomes = tickets.flatMap((ticket) => {
      const item = items.find(({ id }) => id === ticket.id);
      return item ? [{ ticket, item }] : [];
    });
    if (done > 0) {
      const action = { label: t("tickets.bulk.undo"), onClick: () => void undo(tickets, items) };
      toast.success(words(done), mayUndo && items.some(isChanged) ? { action } : {});
    }
    if (done < items.length) {
      const failed = outcomes.filter(({ item }) => !item.ok);
      toast.error(t("tickets.bulk.failed", { count: failed.length }), {
        description: failed
          .slice(0, 3)
          .map(({ ticket, item }) => `#${ticket.number}: ${item.error?.detail ?? ""}`)
          .join(" "),
        action: { label: t("tickets.bulk.everyRow"), onClick: () => setShown(outcomes) },
      });
    }
  }

  async function undo(tickets: readonly ListedTicket[], items: readonly BulkItem[]): Promise<void> {
    const changed = new Set(items.filter(isChanged).map(({ id }) => id));
    await carryOut(
      tickets.filter(({ id }) => changed.has(id)),
      undoRequests(items),
      (count) => t("tickets.bulk.restored", { count }),
      false,
    );
  }

  async function apply(
    tickets: readonly ListedTicket[],
    changes: BulkChange,
    words: BulkWords,
  ): Promise<string[]> {
    setBusy(true);
    const request = { ids: tickets.map(({ id }) => id), changes };
    const items = await carryOut(tickets, [request], words, true);
    setBusy(false);
    return (items ?? []).filter(({ ok }) => ok).map(({ id }) => id);
  }

  return { busy, apply, shown, hide: () => setShown(null) };
}
