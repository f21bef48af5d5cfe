"use client";

import { MessageSquare, Paperclip } from "lucide-react";
import { useEffect, useState } from "react";
import type { PersonDto } from "@/features/users/schema";
import type { ListedTicket } from "@/features/tickets/schema";
import { useTranslate } from "@/messages/translate-provider";
import { Avatar } from "@/ui/people/avatar";
import { classNames } from "@/ui/class-names";
import { RelativeTime } from "@/ui/time/relative";
import { Tooltip } from "@/ui/tooltip/tooltip";

const FLASH_MILLISECONDS = 900;

/** Whether the ticket has changes that this person has not seen. */
export function isUnseen(ticket: ListedTicket): boolean {
  return ticket.version > (ticket.lastReadVersion ?? 0);
}

/** Whether the ticket is active and past its due time. */
export function isOverdue(ticket: ListedTicket, now: number): boolean {
  return (
    ticket.dueAt !== null &&
    ticket.status !== "resolved" &&
    ticket.status !== "closed" &&
    Date.parse(ticket.dueAt) < now
  );
}

/** True for a moment after `version` went up: a visible change is highlighted, and fades. */
export function useFlash(version: number): boolean {
  const [seen, setSeen] = useState(version);
  const isNew = version !== seen;
  useEffect(() => {
    if (isNew) {
      const timer = setTimeout(() => setSeen(version), FLASH_MILLISECONDS);
      return () => clearTimeout(timer);
    }
  }, [isNew, version]);
  return isNew;
}

/** When it is due, or nothing; in red once that is over. */
export function DueCell({ ticket, now }: { ticket: ListedTicket; now: number | null }) {
  const t = useTranslate();
  if (ticket.dueAt === null || ticket.status === "resolved" || ticket.status === "closed") {
    return null;
  }
  const isLate = now !== null && isOverdue(ticket, now);
  return (
    <span
      className={classNames("whitespace-nowrap", isLate ? "font-medium text-danger-ink" : "text-ink-muted")}
    >
      {isLate && <span className="sr-only">{t("tickets.list.overdue")} </span>}
      <RelativeTime at={ticket.dueAt} form="short" mayCome />
      {isLate && <span aria-hidden> {t("tickets.list.late")}</span>}
    </span>
  );
}

/** Who works on it, as a picture whose name comes on hover; a dashed ring for nobody. */
export function AssigneeMark({ person }: { person: PersonDto | null }) {
  const t = useTranslate();
  return (
    <Tooltip content={person?.name ?? t("tickets.empty.assignee")}>
      <span className="relative z-1 inline-flex align-middle">
        {person ? (
          <Avatar id={person.id} name={person.name} src={person.avatarUrl} size="sm" />
        ) : (
          <span
            role="img"
            aria-label={t("tickets.empty.assignee")}
            className="size-6 rounded-full border border-dashed border-line-strong"
          />
        )}
      </span>
    </Tooltip>
  );
}

/** How many comments and files, small, where there are any. */
export function ActivityCounts({ ticket }: { ticket: ListedTicket }) {
  const t = useTranslate();
  return (
    <span className="flex shrink-0 items-center gap-2 text-xs text-ink-faint tabular-nums">
      {ticket.attachmentCount > 0 && (
        <span className="inline-flex items-center gap-1">
          <Paperclip aria-hidden className="size-3" />
          {ticket.attachmentCount}
          <span className="sr-only"> {t("tickets.list.files", { count: ticket.attachmentCount })}</span>
        </span>
      )}
      {ticket.commentCount > 0 && (
        <span className="inline-flex items-center gap-1">
          <MessageSquare aria-hidden className="size-3" />
          {ticket.commentCount}
          <span className="sr-only"> {t("tickets.list.comments", { count: ticket.commentCount })}</span>
        </span>
      )}
    </span>
  );
}
