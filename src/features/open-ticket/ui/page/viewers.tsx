"use client";

import { useState } from "react";
import { useConnection } from "@/client/connection/socket-provider";
import { useEvent } from "@/client/connection/use-event";
import { useTranslate } from "@/messages/translate-provider";
import type { ServerPayload } from "@/shared/protocol/protocol";
import { AvatarStack } from "@/ui/people/avatar-stack";
import { useTicket } from "@/features/open-ticket/ui/state/context";

/** Who else has this ticket open: viewing, typing, or away; on a phone the most active, and how many more. */
export function TicketViewers() {
  const t = useTranslate();
  const { ticket, viewer } = useTicket();
  const others = useViewers(ticket.id, viewer.id);
  const people = others.map(({ userId, name, state }) => ({ id: userId, name, presence: state }));
  return (
    <div className="flex min-h-8 shrink-0 items-center pe-1 pointer-coarse:min-h-11">
      <div className="max-sm:hidden">
        <AvatarStack label={t("openTicket.page.alsoHere")} max={4} people={people} />
      </div>
      <div className="sm:hidden">
        <AvatarStack label={t("openTicket.page.alsoHere")} max={1} people={people} />
      </div>
    </div>
  );
}

type ViewersPayload = ServerPayload<"ticket:viewers">;
type TicketViewer = ViewersPayload["viewers"][number];

const NOBODY: readonly TicketViewer[] = [];

/** Who else has the ticket open; nobody while the connection is down, as nothing is known then. The answer to each join brings the list. */
function useViewers(ticketId: string, ownId: string): readonly TicketViewer[] {
  const [last, setLast] = useState<ViewersPayload | null>(null);
  const { kind } = useConnection();
  useEvent("ticket:viewers", (payload) => {
    if (payload.ticketId === ticketId) {
      setLast(payload);
    }
  });
  // Events of an earlier connection say nothing about this one.
  useEvent("session:ready", () => setLast(null));
  return last?.ticketId === ticketId && (kind === "live" || kind === "catching-up")
    ? last.viewers.filter((viewer) => viewer.userId !== ownId)
    : NOBODY;
}
