"use client";

import { Clock } from "lucide-react";
import { useOutbox, type Outbox } from "@/client/outbox/provider";
import type { TicketDto } from "@/features/tickets/schema";
import { useSpeech, useTranslate } from "@/messages/translate-provider";
import type { Translate } from "@/messages/translation";
import { Button } from "@/ui/buttons/button";
import { toast } from "@/ui/overlays/toast";
import { useTicket } from "./context";
import { fieldInWords } from "@/features/tickets/ui/ticket-words";
import { changesOf, type WaitingChange } from "@/features/tickets/ui/store/overlays";
import { isTyped } from "./use-ticket-change";

/** Changes of this ticket that wait to be sent, or that were refused with a typed text: what, why, and what can be done. */
export function TicketWaiting() {
  const t = useTranslate();
  const { state } = useTicket();
  const outbox = useOutbox();
  const queue = outbox.items.filter((item) => item.lane === state.ticket.id && item.state !== "files");
  const hasProblem = queue.some((item) => item.problem !== null);
  // While everything is sent at once, no line is shown.
  const shown = hasProblem
    ? changesOf(queue, state.ticket.id).filter(
        (change) =>
          change.item.state === "waiting" || (isTyped(change) && change.item.problem?.code !== "conflict"),
      )
    : [];
  if (shown.length === 0) {
    return null;
  }
  return (
    <ul
      aria-label={t("openTicket.change.label")}
      className="flex flex-col gap-1 border-b border-line px-3 py-2 text-xs"
    >
      {shown.map(({ item, ...change }) => (
        <li key={item.id} className="flex flex-wrap items-center gap-2">
          <Words change={{ item, ...change }} ticket={state.ticket} />
          {item.state === "stopped" && (
            <Button size="sm" onClick={() => outbox.retry(item.id)}>
              {t("openTicket.change.tryAgain")}
            </Button>
          )}
          <Button size="sm" variant="ghost" onClick={() => takeBack(t, outbox, item.id)}>
            {t(`openTicket.change.${item.state === "stopped" ? "discard" : "takeBack"}`)}
          </Button>
        </li>
      ))}
    </ul>
  );
}

function Words({ change, ticket }: { change: WaitingChange; ticket: TicketDto }) {
  const spoken = useSpeech();
  const { t } = spoken;
  const { item, fields, shown } = change;
  const wanted = { ...ticket, ...shown };
  const values = fields
    .map((field) =>
      t("openTicket.change.value", {
        field: t(`tickets.field.${field}`),
        value: fieldInWords(spoken, field, wanted),
      }),
    )
    .join(", ");
  const isStopped = item.state === "stopped";
  return (
    <p
      role={isStopped ? "alert" : "status"}
      className={`flex min-w-0 flex-1 basis-52 items-center gap-1.5 ${isStopped ? "text-danger-ink" : "text-ink-muted"}`}
    >
      <Clock aria-hidden className="size-3.5 shrink-0" />
      <span className="min-w-0 wrap-anywhere">
        {isStopped
          ? t("openTicket.change.refused", {
              reason: item.problem?.errors[0]?.message ?? item.problem?.detail ?? "",
              values,
            })
          : t("openTicket.change.waiting", { values })}
      </span>
    </p>
  );
}

function takeBack(t: Translate, outbox: Outbox, id: string): void {
  void outbox.discard(id).then((discarded) => {
    toast.info(t("openTicket.change.takenBack"), {
      action: { label: t("openTicket.change.undo"), onClick: () => outbox.restore(discarded) },
    });
  });
}
