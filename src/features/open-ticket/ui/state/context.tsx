"use client";

import { createContext, useContext, useMemo, type ReactNode } from "react";
import type { TicketDto } from "@/features/tickets/schema";
import type { Actor } from "@/shared/roles";
import { ConflictDialog } from "./conflict";
import { rightsOn, type TicketRights } from "./rights";
import { useShownTicket } from "@/features/tickets/ui/store/store-provider";
import { useTicketChange, type WantedChange } from "./use-ticket-change";
import type { OpenTicket } from "./room-state";

/** The context of an open ticket's page. */
export interface TicketPlace {
  viewer: Actor;
  state: OpenTicket;
  /** The ticket with this person's pending changes applied. */
  ticket: TicketDto;
  rights: TicketRights;
  /** The version that the page shows; a text that takes a while to write is sent with the version at which it began. */
  version: number;
  /** For how many days after closing its requester's answer reopens it. */
  reopenDays: number;
  /** It is looked at as its requester: nothing can be written, and nothing of the person's own stands in it. */
  isPreview: boolean;
  change(wanted: WantedChange): Promise<boolean>;
  /**
   * Loads an earlier part of the conversation, and calls `aboutToShow` right before it is shown; rejects when
   * it cannot be fetched.
   */
  loadEarlier(aboutToShow: () => void): Promise<void>;
}

const TicketContext = createContext<TicketPlace | null>(null);

/** The open ticket of this page. */
export function useTicket(): TicketPlace {
  const place = useContext(TicketContext);
  if (!place) {
    throw new Error("useTicket needs a TicketProvider above it.");
  }
  return place;
}

/** Provides an open ticket to the components inside, and asks about conflicts of changes. */
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
    <TicketContext
      value={{
        viewer,
        state,
        ticket,
        rights,
        version,
        reopenDays,
        isPreview: false,
        change,
        loadEarlier,
      }}
    >
      {children}
      {conflict && <ConflictDialog conflict={conflict} history={state.history} onSettle={settle} />}
    </TicketContext>
  );
}

/** Provides a ticket as its requester sees it: read only, without changes of this person's that are not sent yet. */
export function TicketPreviewProvider({
  viewer,
  state,
  reopenDays,
  loadEarlier,
  children,
}: Parameters<typeof TicketProvider>[0]) {
  const { ticket, version } = state;
  return (
    <TicketContext
      value={{
        viewer,
        state,
        ticket,
        rights: READ_ONLY,
        version,
        reopenDays,
        isPreview: true,
        change: async () => false,
        loadEarlier,
      }}
    >
      {children}
    </TicketContext>
  );
}

const READ_ONLY: TicketRights = {
  isStaff: false,
  canWork: false,
  mayReply: false,
  mayNote: false,
  mayAssign: false,
  mayDelete: false,
  mayChange: () => false,
  mayChangeOwn: () => false,
};
