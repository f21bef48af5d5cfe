"use client";

import { AvatarStack } from "@/ui/avatar-stack";
import { useTicket } from "./ticket-context";
import { useViewers } from "./use-viewers";

const SHOWN = 4;

/** Who else has this ticket open just now: looking, writing, or away from it. */
export function TicketViewers() {
  const { ticket, viewer } = useTicket();
  const others = useViewers(ticket.id, viewer.id);
  return (
    <AvatarStack
      label="Also here"
      max={SHOWN}
      people={others.map(({ userId, name, state }) => ({ id: userId, name, presence: state }))}
    />
  );
}
