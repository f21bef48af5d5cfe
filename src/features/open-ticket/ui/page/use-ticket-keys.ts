"use client";

import { useKeys } from "@/client/browser/use-keys";
import { useTicket } from "@/features/open-ticket/ui/state/context";

/** What the keys of a ticket's page lead to. */
export interface TicketKeyActions {
  onWrite: (kind: "reply" | "note") => void;
  onOpen: (picker: "status" | "priority" | "assignee") => void;
}

/** R reply, C note, A assign, S status, P priority; Escape leaves whatever has the keyboard. */
export function useTicketKeys({ onWrite, onOpen }: TicketKeyActions): void {
  const { rights } = useTicket();
  const open = (picker: "status" | "priority" | "assignee") => (): void | false =>
    rights.works ? onOpen(picker) : false;
  useKeys({
    r: () => (rights.mayReply ? onWrite("reply") : false),
    c: () => (rights.mayNote ? onWrite("note") : false),
    a: open("assignee"),
    s: open("status"),
    p: open("priority"),
  });
}
