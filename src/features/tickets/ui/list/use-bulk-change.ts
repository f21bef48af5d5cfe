"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ApiError, callApi, newIdempotencyKey } from "@/client/api/api";
import type { ListedTicket, TicketDto, UpdateTicketInput } from "@/features/tickets/schema";
import { useTranslate } from "@/messages/translate-provider";
import type { Translate } from "@/messages/translation";
import { toast } from "@/ui/overlays/toast";
import { useTicketStore } from "@/features/tickets/ui/store/store-provider";
import type { TicketStore } from "@/features/tickets/ui/store/ticket-store";
import { isUnseen } from "./cells";

/** A change for many tickets at once; people, teams and the like as ids. */
export type BulkChange = Pick<UpdateTicketInput, "status" | "priority" | "assigneeId">;

/** The message about a change to so many tickets. */
export type BulkWords = (count: number) => string;

interface Outcome {
  ticket: ListedTicket;
  /** Why it could not be changed; null when it was. */
  problem: string | null;
}

interface Deps {
  t: Translate;
  store: TicketStore;
}

const AT_ONCE = 4;

/** Changes many tickets, each by itself: failures are listed with their reasons, successful changes can be undone. */
export function useBulkChange(): {
  busy: boolean;
  apply(tickets: readonly ListedTicket[], change: BulkChange, words: BulkWords): Promise<void>;
} {
  const t = useTranslate();
  const queries = useQueryClient();
  const store = useTicketStore();
  const [busy, setBusy] = useState(false);

  async function apply(
    tickets: readonly ListedTicket[],
    change: BulkChange,
    words: BulkWords,
  ): Promise<void> {
    setBusy(true);
    const outcomes = await eachOf({ t, store }, tickets, () => change);
    setBusy(false);
    void queries.invalidateQueries({ queryKey: ["tickets"] });
    report(
      t,
      outcomes,
      words,
      () =>
        void undo(
          outcomes.filter((one) => one.problem === null).map((one) => one.ticket),
          change,
        ),
    );
  }

  async function undo(tickets: readonly ListedTicket[], change: BulkChange): Promise<void> {
    const outcomes = await eachOf({ t, store }, tickets, (ticket) => before(ticket, change));
    void queries.invalidateQueries({ queryKey: ["tickets"] });
    report(t, outcomes, (count) => t("tickets.bulk.restored", { count }), null);
  }

  return { busy, apply };
}

function report(
  t: Translate,
  outcomes: readonly Outcome[],
  words: BulkWords,
  onUndo: (() => void) | null,
): void {
  const failed = outcomes.filter((one) => one.problem !== null);
  const done = outcomes.length - failed.length;
  if (done > 0) {
    toast.success(words(done), onUndo ? { action: { label: t("tickets.bulk.undo"), onClick: onUndo } } : {});
  }
  if (failed.length > 0) {
    toast.error(t("tickets.bulk.failed", { count: failed.length }), {
      description: failed
        .slice(0, 4)
        .map((one) => `#${one.ticket.number}: ${one.problem}`)
        .join(" "),
    });
  }
}

/** A few at a time: a hundred requests at once would starve everything else on the page. */
async function eachOf(
  deps: Deps,
  tickets: readonly ListedTicket[],
  changeOf: (ticket: ListedTicket) => BulkChange,
): Promise<Outcome[]> {
  const waiting = [...tickets];
  const outcomes: Outcome[] = [];
  const work = async (): Promise<void> => {
    for (let ticket = waiting.shift(); ticket; ticket = waiting.shift()) {
      outcomes.push({ ticket, problem: await changeOne(deps, ticket, changeOf(ticket)) });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return outcomes;
}

async function changeOne(
  { t, store }: Deps,
  ticket: ListedTicket,
  change: BulkChange,
): Promise<string | null> {
  const path = `/api/tickets/${ticket.id}`;
  const asOf = store.now();
  try {
    const changed = await callApi<TicketDto>(path, {
      method: "PATCH",
      body: change,
      idempotencyKey: newIdempotencyKey(),
    });
    store.put([changed], asOf);
    if (!isUnseen(ticket) && changed.version === ticket.version + 1) {
      // A person's own change does not count as unseen.
      void callApi(`${path}/read`, { method: "POST", body: { version: changed.version } }).catch(
        () => undefined,
      );
    }
    return null;
  } catch (error) {
    return error instanceof ApiError ? error.message : t("tickets.bulk.somethingWrong");
  }
}

function before(ticket: ListedTicket, change: BulkChange): BulkChange {
  return {
    ...(change.status === undefined ? {} : { status: ticket.status }),
    ...(change.priority === undefined ? {} : { priority: ticket.priority }),
    ...(change.assigneeId === undefined ? {} : { assigneeId: ticket.assignee?.id ?? null }),
  };
}
