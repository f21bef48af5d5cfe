"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useMemo, useRef } from "react";
import type { OutboxItem } from "@/client/outbox/outbox";
import { useOutbox, useOutboxSent } from "@/client/outbox/provider";
import { mergeTicket } from "@/features/tickets/apply";
import { isTicketField } from "@/features/tickets/fields";
import type { TicketDto, TicketField, UpdateTicketInput } from "@/features/tickets/schema";
import { useTranslate } from "@/messages/translate-provider";
import type { Translate } from "@/messages/translation";
import { toast } from "@/ui/toast";
import { ticketKey } from "@/features/tickets/ui/queries";
import type { OpenTicket } from "./room-state";

/** A change that somebody wants: as the API takes it, and as the page shows it at once. */
export interface WantedChange {
  input: Omit<UpdateTicketInput, "version">;
  shown: Partial<TicketDto>;
  /** The version at which this person began to write; whoever changed the same since then is not overwritten unasked. */
  since?: number;
}

/** A change that met another one: what stands now, and what was wanted of it. */
export interface Conflict {
  current: TicketDto;
  fields: TicketField[];
  wanted: WantedChange;
}

/** Changing an open ticket. */
export interface TicketChanger {
  /** The ticket with what is being changed already in it. */
  withWanted(ticket: TicketDto): TicketDto;
  /**
   * Shows a change at once and sends it, as soon as the server can be reached; takes it back with the reason when it is
   * refused. Resolves with whether it is done: false when it was refused, or has to wait.
   */
  change(wanted: WantedChange): Promise<boolean>;
  conflict: Conflict | null;
  /** Settles a conflict: sends what is still wanted, null keeps what the other person set. */
  settle(wanted: WantedChange | null): void;
}

const CHANGE = "change";

/** The changes of a ticket that are not on the server yet, in their order. */
export function changesOf(items: readonly OutboxItem[], ticketId: string): OutboxItem[] {
  return items.filter((item) => item.lane === ticketId && item.about["what"] === CHANGE);
}

/** The fields that a change is about. */
export function fieldsOf(item: OutboxItem): TicketField[] {
  return Object.keys(item.body ?? {}).filter(isTicketField);
}

/** Sends changes of one ticket through the outbox: one after the other, each with the version that the page had seen. */
export function useTicketChange(ticketId: string): TicketChanger {
  const t = useTranslate();
  const queries = useQueryClient();
  const box = useOutbox();
  const changes = useMemo(() => changesOf(box.items, ticketId), [box, ticketId]);
  const settled = useRef(new Map<string, (isDone: boolean) => void>());
  // My own change is newer than what its event has told yet: the next one must not meet it as somebody else's.
  const answered = useRef(0);

  function take(ticket: TicketDto): void {
    answered.current = Math.max(answered.current, ticket.version);
    queries.setQueryData<OpenTicket>(ticketKey(ticketId), (state) =>
      state && ticket.version >= state.ticket.version
        ? { ...state, ticket: { ...mergeTicket(state.ticket, ticket), ...own(ticket) } }
        : state,
    );
  }

  function resolve(id: string, isDone: boolean): void {
    settled.current.get(id)?.(isDone);
    settled.current.delete(id);
  }

  useOutboxSent((item, answer) => {
    if (item.lane === ticketId && item.about["what"] === CHANGE && isTicket(answer)) {
      take(answer);
      resolve(item.id, true);
    }
  });

  const look = useEffectEvent((items: readonly OutboxItem[]) => {
    for (const item of items.filter((one) => one.problem !== null)) {
      resolve(item.id, false);
      const current = item.problem?.members["ticket"];
      if (item.state === "stopped" && isTicket(current)) {
        take(current);
      } else if (item.state === "stopped" && !isTyped(item)) {
        // Chosen with one press, it is chosen again with one press: nothing is left behind but the reason.
        void box.discard(item.id);
        explain(t, item);
      }
    }
  });
  useEffect(() => look(changes), [changes]);

  function change(wanted: WantedChange): Promise<boolean> {
    const state = queries.getQueryData<OpenTicket>(ticketKey(ticketId));
    const version = wanted.since ?? Math.max(state?.version ?? 0, answered.current);
    const id = box.add({
      lane: ticketId,
      kind: "change",
      method: "PATCH",
      path: `/api/tickets/${ticketId}`,
      body: { ...wanted.input, version },
      about: { what: CHANGE, shown: wanted.shown },
    });
    return new Promise((done) => settled.current.set(id, done));
  }

  const met = changes.find((item) => item.state === "stopped" && isTicket(item.problem?.members["ticket"]));
  return {
    withWanted: (ticket) =>
      changes
        .filter((item) => item.state === "waiting" && !isAfterSomething(item, box.items))
        .reduce((shown, item) => ({ ...shown, ...shownOf(item) }), ticket),
    change,
    conflict: met ? conflictOf(met) : null,
    settle: (wanted) => {
      if (met) {
        void box.discard(met.id);
      }
      if (wanted) {
        void change(wanted);
      }
    },
  };
}

/** Whether somebody typed it: then it stays until they have decided what becomes of it. */
export function isTyped(item: OutboxItem): boolean {
  return fieldsOf(item).some((field) => field === "title" || field === "description");
}

/** A status that follows a message is not the ticket's before that message is. */
function isAfterSomething(item: OutboxItem, items: readonly OutboxItem[]): boolean {
  return items.some((one) => one.id === item.after && one.state !== "files");
}

function conflictOf(item: OutboxItem): Conflict | null {
  const current = item.problem?.members["ticket"];
  const input: WantedChange["input"] = Object.fromEntries(
    Object.entries(item.body ?? {}).filter(([name]) => isTicketField(name)),
  );
  return isTicket(current)
    ? {
        current,
        fields: (item.problem?.errors ?? []).map(({ path }) => path).filter(isTicketField),
        wanted: { input, shown: shownOf(item) },
      }
    : null;
}

function explain(t: Translate, item: OutboxItem): void {
  const fields = fieldsOf(item)
    .map((field) => t(`tickets.fieldInSentence.${field}`))
    .join(", ");
  toast.error(t("openTicket.change.failed", { fields }), {
    description: item.problem?.errors[0]?.message ?? item.problem?.detail,
    id: item.id,
  });
}

/** The ticket's fields as they are to be. */
export function shownOf(item: OutboxItem): Partial<TicketDto> {
  const { shown } = item.about;
  return isPart(shown) ? shown : {};
}

/** What an answer knows of the person who asked, and events do not. */
function own({ lastReadVersion, watching, watchers }: TicketDto): Partial<TicketDto> {
  return {
    ...(lastReadVersion === undefined ? {} : { lastReadVersion }),
    ...(watching === undefined ? {} : { watching }),
    ...(watchers ? { watchers } : {}),
  };
}

/** What this very page has written down of a ticket. */
function isPart(value: unknown): value is Partial<TicketDto> {
  return typeof value === "object" && value !== null;
}

function isTicket(value: unknown): value is TicketDto {
  return (
    typeof value === "object" && value !== null && "id" in value && "version" in value && "requester" in value
  );
}
