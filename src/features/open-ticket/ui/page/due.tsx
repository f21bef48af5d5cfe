"use client";

import { useState, type ReactNode } from "react";
import { serverNow } from "@/client/browser/clock";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { classNames } from "@/ui/class-names";
import { Field } from "@/ui/fields/field";
import { Input } from "@/ui/fields/input";
import { Popover } from "@/ui/overlays/popover";
import { RelativeTime } from "@/ui/time/relative";
import { isOverdue } from "@/features/tickets/ui/list/cells";
import { useTicket } from "@/features/open-ticket/ui/state/context";
import { useNow } from "@/features/tickets/ui/use-now";

/** When the ticket is due, in red when it is overdue; changed with one or two clicks. */
export function DueValue() {
  const t = useTranslate();
  const { ticket, rights, change } = useTicket();
  const [isOpen, setOpen] = useState(false);
  const now = useNow();
  const isLate = now !== null && isOverdue(ticket, now);
  const words: ReactNode = ticket.dueAt ? (
    <span className={classNames("truncate", isLate && "font-medium text-danger-ink")}>
      <RelativeTime at={ticket.dueAt} mayCome />
      {isLate && ` · ${t("openTicket.due.overdue")}`}
    </span>
  ) : (
    <span className="text-ink-faint">{t("openTicket.due.none")}</span>
  );
  if (!rights.canWork) {
    return <span className="flex min-h-(--control-sm) items-center">{words}</span>;
  }

  function set(date: Date | null): void {
    const dueAt = date?.toISOString() ?? null;
    setOpen(false);
    void change({ input: { dueAt }, shown: { dueAt } });
  }

  return (
    <Popover
      label={t("openTicket.due.title")}
      open={isOpen}
      onOpenChange={setOpen}
      className="w-88 p-3"
      trigger={
        <button
          type="button"
          aria-label={t("openTicket.due.change")}
          className="-mx-2 flex min-h-(--control-sm) w-[calc(100%+1rem)] items-center rounded-md px-2 text-start text-ui transition-colors focus-ring-inset hover:bg-hover data-popup-open:bg-hover"
        >
          {words}
        </button>
      }
    >
      <DueForm dueAt={ticket.dueAt} onSet={set} />
    </Popover>
  );
}

function DueForm({ dueAt, onSet }: { dueAt: string | null; onSet: (date: Date | null) => void }) {
  const t = useTranslate();
  const [value, setValue] = useState(dueAt ? toLocal(new Date(dueAt)) : "");
  const date = value === "" ? null : new Date(value);
  const isValid = date !== null && !Number.isNaN(date.getTime());
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (isValid) {
          onSet(date);
        }
      }}
    >
      <div className="flex flex-wrap gap-1.5">
        {QUICK.map(({ name, days }) => (
          <Button key={name} size="sm" onClick={() => onSet(endOfWork(days))}>
            {t(`openTicket.due.${name}`)}
          </Button>
        ))}
      </div>
      <Field label={t("openTicket.due.dayAndTime")}>
        <Input type="datetime-local" value={value} onChange={(event) => setValue(event.target.value)} />
      </Field>
      <div className="flex justify-between gap-2">
        <Button size="sm" variant="ghost" onClick={() => onSet(null)} disabled={dueAt === null}>
          {t("openTicket.due.none")}
        </Button>
        <Button size="sm" variant="primary" type="submit" disabled={!isValid}>
          {t("openTicket.due.set")}
        </Button>
      </div>
    </form>
  );
}

const QUICK = [
  { name: "today", days: 0 },
  { name: "tomorrow", days: 1 },
  { name: "inThreeDays", days: 3 },
  { name: "inAWeek", days: 7 },
] as const;

const END_OF_WORK_HOUR = 17;

function endOfWork(days: number): Date {
  const now = serverNow();
  const date = new Date(now);
  date.setDate(date.getDate() + days);
  date.setHours(END_OF_WORK_HOUR, 0, 0, 0);
  // Late in the evening "today" still means before midnight, not hours ago.
  if (date.getTime() < now) {
    date.setHours(23, 59, 0, 0);
  }
  return date;
}

/** A time in the form of a datetime-local input: by the reader's own clock, to the minute. */
function toLocal(date: Date): string {
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
