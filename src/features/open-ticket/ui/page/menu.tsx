"use client";

import { Ellipsis, RotateCcw, Trash2, CircleSlash } from "lucide-react";
import { useState } from "react";
import type { Status } from "@/features/tickets/schema";
import { AlertDialog } from "@/ui/alert-dialog";
import { IconButton } from "@/ui/icon-button";
import { Menu, MenuItem, MenuSeparator } from "@/ui/menu";
import { toast } from "@/ui/toast";
import { useTicket } from "@/features/open-ticket/ui/state/context";
import { statusWord } from "@/features/tickets/ui/ticket-words";
import { useDeletion } from "@/features/tickets/ui/deleted/use-deletion";

/** What is done with a ticket as a whole, and not often: closing it, opening it again, deleting it. */
export function TicketMenu() {
  const { ticket, rights, reopenDays, change } = useTicket();
  const [isAsking, setAsking] = useState(false);
  const deletion = useDeletion();
  const isOver = ticket.status === "resolved" || ticket.status === "closed";
  if (!rights.works) {
    return null;
  }
  async function set(status: Status): Promise<void> {
    const before = ticket.status;
    if (await change({ input: { status }, shown: { status } })) {
      toast.success(`Ticket #${ticket.number} is ${statusWord(status).toLowerCase()}`, {
        action: {
          label: "Undo",
          onClick: () => void change({ input: { status: before }, shown: { status: before } }),
        },
      });
    }
  }
  return (
    <>
      <Menu
        align="end"
        trigger={<IconButton label="More to do with this ticket" icon={<Ellipsis aria-hidden />} />}
      >
        {isOver && (
          <MenuItem
            icon={<RotateCcw aria-hidden />}
            onSelect={() => void set(ticket.assignee ? "in_progress" : "open")}
          >
            Open again
          </MenuItem>
        )}
        {ticket.status !== "closed" && (
          <MenuItem
            icon={<CircleSlash aria-hidden />}
            hint={closingWords(reopenDays)}
            onSelect={() => void set("closed")}
          >
            Close
          </MenuItem>
        )}
        {rights.mayDelete && (
          <>
            <MenuSeparator />
            <MenuItem danger icon={<Trash2 aria-hidden />} onSelect={() => setAsking(true)}>
              Delete…
            </MenuItem>
          </>
        )}
      </Menu>
      <AlertDialog
        open={isAsking}
        onOpenChange={setAsking}
        danger
        title={`Delete ticket #${ticket.number}?`}
        description="It disappears for everybody, also for whoever asked. For 30 days you can bring it back: it lies under Admin, Deleted tickets. Then it goes for good, with its files."
        confirmLabel="Delete"
        onConfirm={() => deletion.remove(ticket)}
      />
    </>
  );
}

function closingWords(reopenDays: number): string {
  return reopenDays === 0
    ? "A later answer becomes a new ticket"
    : `An answer within ${reopenDays === 1 ? "a day" : `${reopenDays} days`} opens it again`;
}
