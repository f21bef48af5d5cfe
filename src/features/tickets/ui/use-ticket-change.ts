"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { ApiError, callApi, newIdempotencyKey } from "@/client/api";
import { mergeTicket } from "@/features/tickets/apply";
import type { TicketDto, TicketField, UpdateTicketInput } from "@/features/tickets/schema";
import { toast } from "@/ui/toast";
import { FIELD_WORDS } from "./ticket-words";
import { ticketKey, type OpenTicket } from "./use-ticket-room";

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
  /** Shows a change at once, sends it, and takes it back with the reason when it is refused. Resolves with whether it is done. */
  change(wanted: WantedChange): Promise<boolean>;
  conflict: Conflict | null;
  /** Settles a conflict: sends what is still wanted, null keeps what the other person set. */
  settle(wanted: WantedChange | null): void;
}

/** Sends changes of one ticket one after the other, each with the version that the page has seen. */
export function useTicketChange(ticketId: string): TicketChanger {
  const queries = useQueryClient();
  const [overlays, setOverlays] = useState<readonly { key: string; shown: Partial<TicketDto> }[]>([]);
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const turn = useRef<Promise<unknown>>(Promise.resolve());
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

  async function send(wanted: WantedChange, key: string): Promise<boolean> {
    const state = queries.getQueryData<OpenTicket>(ticketKey(ticketId));
    const version = wanted.since ?? Math.max(state?.version ?? 0, answered.current);
    try {
      take(
        await callApi<TicketDto>(`/api/tickets/${ticketId}`, {
          method: "PATCH",
          body: { ...wanted.input, version },
          idempotencyKey: key,
        }),
      );
      return true;
    } catch (error) {
      refuse(error, wanted, key);
      return false;
    } finally {
      setOverlays((all) => all.filter((one) => one.key !== key));
    }
  }

  function refuse(error: unknown, wanted: WantedChange, key: string): void {
    const current = error instanceof ApiError ? error.problem["ticket"] : null;
    if (error instanceof ApiError && error.code === "conflict" && isTicket(current)) {
      take(current);
      setConflict({ current, fields: error.errors.map(({ path }) => path).filter(isField), wanted });
      return;
    }
    const words = Object.keys(wanted.input)
      .filter(isField)
      .map((field) => FIELD_WORDS[field].toLowerCase())
      .join(", ");
    const isLasting =
      error instanceof ApiError && error.status >= 400 && error.status < 500 && error.status !== 429;
    toast.error(`The ${words} could not be changed`, {
      description:
        error instanceof ApiError
          ? (error.errors[0]?.message ?? error.message)
          : "Something went wrong. Nothing was changed.",
      id: key,
      ...(isLasting ? {} : { action: { label: "Try again", onClick: () => void change(wanted) } }),
    });
  }

  function change(wanted: WantedChange): Promise<boolean> {
    const key = newIdempotencyKey();
    setOverlays((all) => [...all, { key, shown: wanted.shown }]);
    const done = turn.current.then(() => send(wanted, key));
    turn.current = done;
    return done;
  }

  return {
    withWanted: (ticket) => overlays.reduce((shown, overlay) => ({ ...shown, ...overlay.shown }), ticket),
    change,
    conflict,
    settle: (wanted) => {
      setConflict(null);
      if (wanted) {
        void change(wanted);
      }
    },
  };
}

/** What an answer knows of the person who asked, and events do not. */
function own({ lastReadVersion, watching, watchers }: TicketDto): Partial<TicketDto> {
  return {
    ...(lastReadVersion === undefined ? {} : { lastReadVersion }),
    ...(watching === undefined ? {} : { watching }),
    ...(watchers ? { watchers } : {}),
  };
}

function isTicket(value: unknown): value is TicketDto {
  return (
    typeof value === "object" && value !== null && "id" in value && "version" in value && "requester" in value
  );
}

function isField(path: string): path is TicketField {
  return Object.hasOwn(FIELD_WORDS, path);
}
