"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useMemo, useRef } from "react";
import { useOutbox, useOutboxSent } from "@/client/outbox/provider";
import { isTicketField, type ShownFields } from "@/features/tickets/fields";
import type { TicketDto, TicketField, UpdateTicketInput } from "@/features/tickets/schema";
import { useTranslate } from "@/messages/translate-provider";
import type { Translate } from "@/messages/translation";
import { toast } from "@/ui/overlays/toast";
import { isTicket, ticketKey } from "@/features/tickets/ui/queries";
import { aboutChange, changeOf, changesOf, type WaitingChange } from "@/features/tickets/ui/store/overlays";
import { useTicketStore } from "@/features/tickets/ui/store/store-provider";
import type { OpenConversation } from "./room-state";

/** A wanted change: as the API takes it, and as the page shows it at once. */
export interface WantedChange {
  input: Omit<UpdateTicketInput, "version">;
  shown: ShownFields;
  /** The version at which this person began to write; a later change of the same field is not overwritten unasked. */
  since?: number;
}

/** A conflict of changes: the present values, and the wanted ones. */
export interface Conflict {
  current: TicketDto;
  fields: TicketField[];
  wanted: WantedChange;
}

/** Changing an open ticket. */
export interface TicketChanger {
  /**
   * Shows a change at once and sends it, as soon as the server can be reached; reverts it with the reason
   * when it is refused. Resolves with whether it is done: false when it was refused, or has to wait.
   */
  change(wanted: WantedChange): Promise<boolean>;
  conflict: Conflict | null;
  /** Settles a conflict: sends these values, null keeps what the other person set. */
  settle(wanted: WantedChange | null): void;
}

/** Sends changes of one ticket through the outbox: one after the other, each with the version that the page had seen. */
export function useTicketChange(ticketId: string): TicketChanger {
  const t = useTranslate();
  const queries = useQueryClient();
  const tickets = useTicketStore();
  const outbox = useOutbox();
  const changes = useMemo(() => changesOf(outbox.items, ticketId), [outbox, ticketId]);
  const settled = useRef(new Map<string, (isDone: boolean) => void>());
  function resolve(id: string, isDone: boolean): void {
    settled.current.get(id)?.(isDone);
    settled.current.delete(id);
  }

  useOutboxSent((item, answer) => {
    if (item.lane === ticketId && changeOf(item) && isTicket(answer)) {
      resolve(item.id, true);
    }
  });

  const reconcile = useEffectEvent((waiting: readonly WaitingChange[]) => {
    for (const change of waiting.filter(({ item }) => item.problem !== null)) {
      const { item } = change;
      resolve(item.id, false);
      const current = item.problem?.members["ticket"];
      if (item.state === "stopped" && isTicket(current)) {
        if (tickets.has(ticketId)) {
          tickets.put([current], item.triedAt ?? 0);
        }
      } else if (item.state === "stopped" && !isTyped(change)) {
        // A value that was chosen with one click is chosen again with one click: only the reason is shown.
        void outbox.discard(item.id);
        explain(t, change);
      }
    }
  });
  useEffect(() => reconcile(changes), [changes]);

  function change(wanted: WantedChange): Promise<boolean> {
    const said = queries.getQueryData<OpenConversation>(ticketKey(ticketId))?.version ?? 0;
    const version = wanted.since ?? Math.max(said, tickets.find(ticketId)?.version ?? 0);
    const id = outbox.add({
      lane: ticketId,
      kind: "change",
      method: "PATCH",
      path: `/api/tickets/${ticketId}`,
      body: { ...wanted.input, version },
      about: aboutChange(wanted.shown),
    });
    return new Promise((done) => settled.current.set(id, done));
  }

  const met = changes.find(
    ({ item }) => item.state === "stopped" && isTicket(item.problem?.members["ticket"]),
  );
  return {
    change,
    conflict: met ? conflictOf(met) : null,
    settle: (wanted) => {
      if (met) {
        void outbox.discard(met.item.id);
      }
      if (wanted) {
        void change(wanted);
      }
    },
  };
}

/** Whether it was typed: then it stays until the person has decided about it. */
export function isTyped({ fields }: WaitingChange): boolean {
  return fields.some((field) => field === "title" || field === "description");
}

function conflictOf({ item, shown }: WaitingChange): Conflict | null {
  const current = item.problem?.members["ticket"];
  const input: WantedChange["input"] = Object.fromEntries(
    Object.entries(item.body ?? {}).filter(([name]) => isTicketField(name)),
  );
  return isTicket(current)
    ? {
        current,
        fields: (item.problem?.errors ?? []).map(({ path }) => path).filter(isTicketField),
        wanted: { input, shown },
      }
    : null;
}

function explain(t: Translate, { item, fields }: WaitingChange): void {
  const names = fields.map((field) => t(`tickets.fieldInSentence.${field}`)).join(", ");
  toast.error(t("openTicket.change.failed", { fields: names }), {
    description: item.problem?.errors[0]?.message ?? item.problem?.detail,
    id: item.id,
  });
}
