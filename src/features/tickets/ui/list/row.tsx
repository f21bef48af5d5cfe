"use client";

import { memo } from "react";
import type { ListedTicket } from "@/features/tickets/schema";
import { useTranslate } from "@/messages/translate-provider";
import { Checkbox } from "@/ui/fields/checkbox";
import { classNames } from "@/ui/class-names";
import { TableCell, TableRow } from "@/ui/lists/data-table";
import { RelativeTime } from "@/ui/time/relative";
import { StretchedLink } from "@/ui/lists/stretched-link";
import { ActivityCounts, AssigneeMark, DueCell, isUnseen, useFlash } from "./cells";
import { PriorityWord, TicketStatus } from "@/features/tickets/ui/ticket-words";

/** The props of ListRow. */
export interface ListRowProps {
  ticket: ListedTicket;
  now: number | null;
  isTicked: boolean;
  /** Whether the Tab key stops here. */
  isActive: boolean;
  /** Whether it no longer belongs to this list; it stays where it is until the list is refreshed. */
  hasLeft: boolean;
  /** Absent for viewers. */
  onTick?: (id: string, through: boolean) => void;
}

/** One ticket of the staff's list: a row, and where there is no room for columns two lines. */
export const ListRow = memo(function ListRow({
  ticket,
  now,
  isTicked,
  isActive,
  hasLeft,
  onTick,
}: ListRowProps) {
  const t = useTranslate();
  const unseen = isUnseen(ticket);
  const flash = useFlash(ticket.version);
  return (
    <TableRow
      data-row-id={ticket.id}
      selected={onTick ? isTicked : undefined}
      className={classNames(
        "duration-150",
        flash && "bg-accent-soft! hover:bg-accent-soft!",
        hasLeft && "opacity-55",
      )}
    >
      {onTick && (
        <TableCell raised className="w-10 pe-0! ps-3! align-top @2xl:align-middle">
          <Checkbox
            hideLabel
            label={t("tickets.list.select", { number: String(ticket.number) })}
            checked={isTicked}
            tabIndex={isActive ? 0 : -1}
            onCheckedChange={(_, event) => onTick(ticket.id, "shiftKey" in event && event.shiftKey === true)}
            className="min-h-7! @2xl:min-h-6!"
          />
        </TableCell>
      )}
      <TableCell numeric className="hidden w-16 text-ink-faint @2xl:table-cell">
        {ticket.number}
      </TableCell>
      <TableCell className="w-full max-w-0 py-2! pe-4! @2xl:py-1.5! @2xl:pe-2!">
        <span className="flex min-w-0 items-center gap-2.5">
          <StretchedLink
            href={`/tickets/${ticket.number}`}
            prefetch={false}
            data-row-link=""
            dir="auto"
            tabIndex={isActive ? 0 : -1}
            className={classNames("min-w-0 flex-1 truncate", unseen ? "font-semibold text-ink" : "text-ink")}
          >
            {unseen && (
              // It has a direction of its own; otherwise the title would take it.
              <span dir="ltr" className="sr-only">
                {t("tickets.list.new")}{" "}
              </span>
            )}
            {ticket.title}
          </StretchedLink>
          <ActivityCounts ticket={ticket} />
        </span>
        <span className="mt-1 flex min-h-6 items-center gap-x-2.5 text-xs text-ink-muted @2xl:hidden">
          <span className="tabular-nums">{`#${ticket.number}`}</span>
          <TicketStatus status={ticket.status} />
          {(ticket.priority === "urgent" || ticket.priority === "high") && (
            <PriorityWord priority={ticket.priority} isTight />
          )}
          <span className="flex-1 text-end whitespace-nowrap">
            <RelativeTime at={ticket.updatedAt} form="short" />
          </span>
          {ticket.assignee && <AssigneeMark person={ticket.assignee} />}
        </span>
      </TableCell>
      <TableCell className="hidden w-32 @2xl:table-cell">
        <TicketStatus status={ticket.status} />
      </TableCell>
      <TableCell className="hidden w-24 @2xl:table-cell">
        <PriorityWord priority={ticket.priority} isListed />
      </TableCell>
      <TableCell className="hidden w-16 @2xl:table-cell">
        <AssigneeMark person={ticket.assignee} />
      </TableCell>
      <TableCell className="hidden max-w-36 truncate text-ink-muted @4xl:table-cell">
        <bdi>{ticket.requester.name}</bdi>
      </TableCell>
      <TableCell className="hidden max-w-36 truncate text-ink-muted @5xl:table-cell">
        <bdi title={ticket.team?.name}>{ticket.team?.name}</bdi>
      </TableCell>
      <TableCell numeric className="hidden w-24 @3xl:table-cell">
        <DueCell ticket={ticket} now={now} />
      </TableCell>
      <TableCell numeric className="hidden w-20 text-end whitespace-nowrap text-ink-muted @2xl:table-cell">
        <RelativeTime at={ticket.updatedAt} form="short" />
      </TableCell>
    </TableRow>
  );
});
