"use client";

import { KeptTexts } from "@/features/drafts/ui/kept-texts";
import { canDeleteTicket } from "@/features/tickets/policy";
import { useTranslate } from "@/messages/translate-provider";
import type { Actor } from "@/shared/roles";
import { ErrorState } from "@/ui/states/error";
import { TicketProvider } from "@/features/open-ticket/ui/state/context";
import { TicketRequesterPreview } from "./requester-preview";
import { TicketRequesterView } from "./requester-view";
import { usePreviewSwitch } from "./use-preview-switch";
import { MergedAway } from "@/features/open-ticket/ui/merge/merged-away";
import { isStaffAudience, rightsOn } from "@/features/open-ticket/ui/state/rights";
import { TicketStaffView } from "./staff-view";
import { TicketDeleted, TicketLost, TicketNotFound, TicketSkeleton } from "./states";
import type { InitialTicket } from "@/features/open-ticket/ui/state/room-state";
import { useTicketRoom } from "@/features/open-ticket/ui/state/use-ticket-room";

/** An open ticket: first as the server rendered it, then updated live; for this person's audience. */
export function TicketPage({
  viewer,
  initial,
  reopenDays,
  isPreviewAsked = false,
}: {
  viewer: Actor;
  initial: InitialTicket;
  /** The address asks for the ticket as its requester sees it. */
  isPreviewAsked?: boolean;
  /** For how many days after closing a requester's answer reopens a ticket. */
  reopenDays: number;
}) {
  const t = useTranslate();
  const room = useTicketRoom(initial.ticket.id, initial);
  const preview = usePreviewSwitch(isPreviewAsked);
  if (room.isDeleted) {
    return <TicketDeleted ticket={initial.ticket} mayRestore={canDeleteTicket(viewer)} />;
  }
  if (room.isLost) {
    return (
      <>
        <TicketLost />
        <KeptTexts ticketId={initial.ticket.id} />
      </>
    );
  }
  if (room.error?.code === "not_found") {
    return <TicketNotFound />;
  }
  if (!room.state) {
    return room.error ? (
      <ErrorState
        level={1}
        title={t("openTicket.page.notLoaded")}
        reason={room.error.message}
        onRetry={room.refetch}
      />
    ) : (
      <TicketSkeleton />
    );
  }
  const isStaff = isStaffAudience(room.state.ticket);
  if (isStaff && room.state.ticket.mergedAt !== null && initial.ticket.mergedAt === null) {
    return (
      <>
        <MergedAway number={initial.ticket.number} />
        <TicketSkeleton />
      </>
    );
  }
  if (preview.isOn && isStaff && rightsOn(viewer, room.state.ticket).canWork) {
    return (
      <TicketRequesterPreview
        viewer={viewer}
        ticketId={initial.ticket.id}
        reopenDays={reopenDays}
        onLeave={preview.leave}
      />
    );
  }
  return (
    <TicketProvider
      key={isStaff ? "staff" : "public"}
      viewer={viewer}
      state={room.state}
      reopenDays={reopenDays}
      loadEarlier={room.loadEarlier}
    >
      {isStaff ? (
        <TicketStaffView onPreview={preview.enter} hasLeftPreview={preview.wasOn} />
      ) : (
        <TicketRequesterView />
      )}
    </TicketProvider>
  );
}
