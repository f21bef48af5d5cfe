"use client";

import { createContext, useContext, useMemo, type ReactNode } from "react";
import type { TicketDto } from "@/features/tickets/schema";
import type { Actor } from "@/shared/roles";
import { ConflictDialog } from "./conflict";
import { rightsOn, type TicketRights } from "./rights";
import { useShownTicket } from "@/features/tickets/ui/store/store-provider";
import { useTicketChange, type WantedChange } from "./use-ticket-change";
import type { OpenTicket } from "./room-state";

/** What every part of an open ticket's page works with. */
export interface TicketPlace {
  viewer: Actor;
  state: OpenTicket;
  /** The ticket with what this person is just changing already in it. */
  ticket: TicketDto;
  rights: TicketRights;
  /** Up to where the page shows the ticket; what is written over a while is sent with the one at which it began. */
  version: number;
  /** For how many days after it was closed its requester's answer opens it again. */
  reopenDays: number;
  change(wanted: WantedChange): Promise<boolean>;
  /**
   * Puts an earlier part of the conversation in front, and calls `aboutToShow` right before; rejects where it could not be
   * had.
   */
  loadEarlier(aboutToShow: () => void): Promise<void>;
}

const TicketContext = createContext<TicketPlace | null>(null);

/** The open ticket that this component stands in. */
export function useTicket(): TicketPlace {
  const place = useContext(TicketContext);
  if (!place) {
    throw new Error("useTicket needs a TicketProvider above it.");
  }
  return place;
}

/** Gives an open ticket to everything inside; asks about conflicts that changes run into. */
export function TicketProvider({
  viewer,
  state,
  reopenDays,
  loadEarlier,
  children,
}: {
  viewer: Actor;
  state: OpenTicket;
  reopenDays: number;
  loadEarlier: (aboutToShow: () => void) => Promise<void>;
  children: ReactNode;
}) {
  const { change, conflict, settle } = useTicketChange(state.ticket.id);
  const ticket = useShownTicket(state.ticket);
  const rights = useMemo(() => rightsOn(viewer, state.ticket), [viewer, state.ticket]);
  const version = Math.max(state.version, state.ticket.version);
  return (
    <TicketContext value={{ viewer, state, ticket, rights, version, reopenDays, change, loadEarlier }}>
      {children}
      {conflict && <ConflictDialog conflict={conflict} history={state.history} onSettle={settle} />}
    </TicketContext>
  );
}
