"use client";

import { ChevronLeft, UserRound, Zap } from "lucide-react";
import { useState, type ReactNode } from "react";
import { useKeys } from "@/client/browser/use-keys";
import { RunDialog } from "@/features/macros/ui/run-dialog";
import { PersonAvatar } from "@/features/users/ui/person-avatar";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { ButtonLink } from "@/ui/buttons/button-link";
import { IconButton } from "@/ui/buttons/icon-button";
import { CopyButton } from "@/ui/buttons/copy-button";
import { Select } from "@/ui/fields/select";
import { assigneeLabel, AssigneePicker } from "./assignee";
import { MergeDialog } from "@/features/open-ticket/ui/merge/merge-dialog";
import { useTicket } from "@/features/open-ticket/ui/state/context";
import { TicketMenu } from "./menu";
import { TicketTitle } from "./title";
import { TicketViewers } from "./viewers";
import {
  PriorityWord,
  priorityOptions,
  statusOptions,
  TicketStatus,
} from "@/features/tickets/ui/ticket-words";

/** The header of a ticket for staff: back link, title, number, and the most used actions. */
export function TicketHeader({
  panelButton,
  onWrite,
  onPreview,
  hasLeftPreview,
}: {
  panelButton: ReactNode;
  onWrite: (kind: "reply" | "note") => void;
  onPreview: () => void;
  hasLeftPreview: boolean;
}) {
  const t = useTranslate();
  const { ticket, rights, change } = useTicket();
  const [opened, setOpened] = useState<"status" | "priority" | "assignee" | null>(null);
  const toggle = (name: "status" | "priority" | "assignee") => (open: boolean) =>
    setOpened(open ? name : null);
  const [isRunning, setRunning] = useState(false);
  const [isMerging, setMerging] = useState(false);
  useTicketKeys({
    onWrite,
    onPreview,
    onOpen: setOpened,
    onRun: () => setRunning(true),
    onMerge: () => setMerging(true),
  });
  return (
    <header className="flex shrink-0 flex-col border-b border-line px-2 py-2 sm:gap-1 sm:px-4 sm:py-2.5">
      <div className="flex items-start gap-1 sm:gap-2">
        <ButtonLink
          href="/tickets"
          variant="ghost"
          aria-label={t("openTicket.page.backToList")}
          icon={<ChevronLeft aria-hidden />}
          className="size-(--control)! px-0!"
        />
        <div className="min-w-0 flex-1">
          <TicketTitle
            isBounded
            className="my-1 text-base leading-6 font-semibold text-ink pointer-coarse:my-2.5"
          />
        </div>
        <TicketViewers />
        {rights.canWork && (
          <IconButton
            label={t("macros.run.button")}
            keys={["M"]}
            icon={<Zap aria-hidden />}
            onClick={() => setRunning(true)}
          />
        )}
        {isRunning && <RunDialog tickets={[ticket]} onClose={() => setRunning(false)} />}
        {isMerging && <MergeDialog ticket={ticket} onClose={() => setMerging(false)} />}
        <TicketMenu onMerge={() => setMerging(true)} onPreview={onPreview} hasLeftPreview={hasLeftPreview} />
        {panelButton}
      </div>
      <div className="flex flex-wrap items-center ps-2 text-ink-muted sm:ps-10">
        <span className="me-1 flex items-center tabular-nums">
          #{ticket.number}
          <span className="max-sm:hidden">
            <CopyButton text={`#${ticket.number}`} label={t("openTicket.page.copyNumber")} />
          </span>
        </span>
        {rights.canWork ? (
          <>
            <Select
              appearance="plain"
              label={t("tickets.field.status")}
              className="mx-0! w-auto!"
              options={statusOptions(t)}
              value={ticket.status}
              open={opened === "status"}
              onOpenChange={toggle("status")}
              onValueChange={(status) => void change({ input: { status }, shown: { status } })}
            />
            <Select
              appearance="plain"
              label={t("tickets.field.priority")}
              className="mx-0! w-auto!"
              options={priorityOptions(t)}
              value={ticket.priority}
              open={opened === "priority"}
              onOpenChange={toggle("priority")}
              onValueChange={(priority) => void change({ input: { priority }, shown: { priority } })}
            />
            <AssigneePicker
              open={opened === "assignee"}
              onOpenChange={toggle("assignee")}
              trigger={
                <Button
                  variant="ghost"
                  size="sm"
                  aria-label={assigneeLabel(t, ticket.assignee)}
                  className="font-normal! text-ui!"
                >
                  {ticket.assignee ? (
                    <PersonAvatar person={ticket.assignee} size="xs" />
                  ) : (
                    <UserRound aria-hidden />
                  )}
                  <span dir="auto" className="max-w-40 truncate max-sm:sr-only">
                    {ticket.assignee?.name ?? t("tickets.empty.assignee")}
                  </span>
                </Button>
              }
            />
          </>
        ) : (
          <span className="flex flex-wrap items-center gap-x-4 px-2">
            <TicketStatus status={ticket.status} />
            <PriorityWord priority={ticket.priority} />
          </span>
        )}
      </div>
    </header>
  );
}

/** The actions of the keys on a ticket's page. */
interface TicketKeyActions {
  onWrite: (kind: "reply" | "note") => void;
  onPreview: () => void;
  onOpen: (picker: "status" | "priority" | "assignee") => void;
  onRun: () => void;
  onMerge: () => void;
}

/** R reply, C note, A assign, S status, P priority, M a macro, G merge, V the requester's view; Escape leaves the focused field. */
function useTicketKeys({ onWrite, onPreview, onOpen, onRun, onMerge }: TicketKeyActions): void {
  const { rights } = useTicket();
  const open = (picker: "status" | "priority" | "assignee") => (): void | false =>
    rights.canWork ? onOpen(picker) : false;
  useKeys({
    r: () => (rights.mayReply ? onWrite("reply") : false),
    c: () => (rights.mayNote ? onWrite("note") : false),
    a: open("assignee"),
    s: open("status"),
    p: open("priority"),
    m: () => (rights.canWork ? onRun() : false),
    g: () => (rights.canWork ? onMerge() : false),
    v: () => (rights.canWork ? onPreview() : false),
  });
}
