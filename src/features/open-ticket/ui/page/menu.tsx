"use client";

import { Ellipsis, Eye, Merge, RotateCcw, Trash2, CircleSlash } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { Status } from "@/features/tickets/schema";
import { useTranslate } from "@/messages/translate-provider";
import { AlertDialog } from "@/ui/overlays/alert-dialog";
import { IconButton } from "@/ui/buttons/icon-button";
import { Menu, MenuItem, MenuSeparator } from "@/ui/overlays/menu";
import { toast } from "@/ui/overlays/toast";
import { useTicket } from "@/features/open-ticket/ui/state/context";
import { useDeletion } from "@/features/tickets/ui/deleted/use-deletion";

/** The rare actions on a whole ticket: closing, reopening, deleting. */
export function TicketMenu({
  onMerge,
  onPreview,
  hasLeftPreview,
}: {
  /** Asks into which ticket it is merged. */
  onMerge: () => void;
  /** Shows the ticket as its requester sees it. */
  onPreview: () => void;
  /** That was left just now: the keyboard is here again. */
  hasLeftPreview: boolean;
}) {
  const t = useTranslate();
  const { ticket, rights, reopenDays, change } = useTicket();
  const number = String(ticket.number);
  const [isAsking, setAsking] = useState(false);
  const deletion = useDeletion();
  const isOver = ticket.status === "resolved" || ticket.status === "closed";
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (hasLeftPreview) {
      button.current?.focus();
    }
  }, [hasLeftPreview]);
  if (!rights.canWork) {
    return null;
  }
  async function set(status: Status): Promise<void> {
    const before = ticket.status;
    if (await change({ input: { status }, shown: { status } })) {
      toast.success(t("openTicket.menu.statusIs", { number, status }), {
        action: {
          label: t("openTicket.menu.undo"),
          onClick: () => void change({ input: { status: before }, shown: { status: before } }),
        },
      });
    }
  }
  return (
    <>
      <Menu
        align="end"
        trigger={
          <IconButton ref={button} label={t("openTicket.menu.label")} icon={<Ellipsis aria-hidden />} />
        }
      >
        <MenuItem icon={<Eye aria-hidden />} onSelect={onPreview}>
          {t("requesterView.enter")}
        </MenuItem>
        <MenuItem icon={<Merge aria-hidden />} onSelect={onMerge}>
          {t("merging.menu")}
        </MenuItem>
        <MenuSeparator />
        {isOver && (
          <MenuItem
            icon={<RotateCcw aria-hidden />}
            onSelect={() => void set(ticket.assignee ? "in_progress" : "open")}
          >
            {t("openTicket.menu.reopen")}
          </MenuItem>
        )}
        {ticket.status !== "closed" && (
          <MenuItem
            icon={<CircleSlash aria-hidden />}
            hint={
              reopenDays === 0
                ? t("openTicket.menu.closeForGood")
                : t("openTicket.menu.closeForDays", { days: reopenDays })
            }
            onSelect={() => void set("closed")}
          >
            {t("openTicket.menu.close")}
          </MenuItem>
        )}
        {rights.mayDelete && (
          <>
            <MenuSeparator />
            <MenuItem danger icon={<Trash2 aria-hidden />} onSelect={() => setAsking(true)}>
              {t("openTicket.menu.delete")}
            </MenuItem>
          </>
        )}
      </Menu>
      <AlertDialog
        open={isAsking}
        onOpenChange={setAsking}
        danger
        title={t("openTicket.menu.deleteTitle", { number })}
        description={t("openTicket.menu.deleteText")}
        confirmLabel={t("openTicket.menu.deleteConfirm")}
        onConfirm={() => deletion.remove(ticket)}
      />
    </>
  );
}
