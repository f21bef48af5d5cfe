"use client";

import { AvatarStack } from "@/ui/avatar-stack";
import { useTicket } from "@/features/open-ticket/ui/state/context";
import { useViewers } from "./use-viewers";

/** Who else has this ticket open just now: looking, writing, or away from it; on a phone the busiest, and how many more. */
export function TicketViewers() {
  const { ticket, viewer } = useTicket();
  const others = useViewers(ticket.id, viewer.id);
  const people = others.map(({ userId, name, state }) => ({ id: userId, name, presence: state }));
  return (
    <div className="flex min-h-8 shrink-0 items-center pr-1 pointer-coarse:min-h-11">
      <div className="max-sm:hidden">
        <AvatarStack label="Also here" max={4} people={people} />
      </div>
      <div className="sm:hidden">
        <AvatarStack label="Also here" max={1} people={people} />
      </div>
    </div>
  );
}
