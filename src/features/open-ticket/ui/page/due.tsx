"use client";

import { useState, type ReactNode } from "react";
import { serverNow } from "@/client/browser/clock";
import { Button } from "@/ui/button";
import { classNames } from "@/ui/class-names";
import { Field } from "@/ui/field";
import { Input } from "@/ui/input";
import { Popover } from "@/ui/popover";
import { RelativeTime } from "@/ui/relative-time";
import { isOverdue } from "@/features/tickets/ui/list/cells";
import { useTicket } from "@/features/open-ticket/ui/state/context";
import { useNow } from "@/features/tickets/ui/use-now";

/** When the ticket is due, in red once that is over; changed by a press or two. */
export function DueValue() {
  const { ticket, rights, change } = useTicket();
  const [isOpen, setOpen] = useState(false);
  const now = useNow();
  const isLate = now !== null && isOverdue(ticket, now);
  const words: ReactNode = ticket.dueAt ? (
    <span className={classNames("truncate", isLate && "font-medium text-danger-ink")}>
      <RelativeTime at={ticket.dueAt} mayCome />
      {isLate && " · overdue"}
    </span>
  ) : (
    <span className="text-ink-faint">No due time</span>
  );
  if (!rights.works) {
    return <span className="flex min-h-(--control-sm) items-center">{words}</span>;
  }

  function set(date: Date | null): void {
    const dueAt = date?.toISOString() ?? null;
    setOpen(false);
    void change({ input: { dueAt }, shown: { dueAt } });
  }

  return (
    <Popover
      label="Due"
      open={isOpen}
      onOpenChange={setOpen}
      className="w-88 p-3"
      trigger={
        <button
          type="button"
          aria-label="Change when it is due"
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
        {QUICK.map(({ label, days }) => (
          <Button key={label} size="sm" onClick={() => onSet(endOfWork(days))}>
            {label}
          </Button>
        ))}
      </div>
      <Field label="Day and time">
        <Input type="datetime-local" value={value} onChange={(event) => setValue(event.target.value)} />
      </Field>
      <div className="flex justify-between gap-2">
        <Button size="sm" variant="ghost" onClick={() => onSet(null)} disabled={dueAt === null}>
          No due time
        </Button>
        <Button size="sm" variant="primary" type="submit" disabled={!isValid}>
          Set
        </Button>
      </div>
    </form>
  );
}

const QUICK = [
  { label: "Today", days: 0 },
  { label: "Tomorrow", days: 1 },
  { label: "In 3 days", days: 3 },
  { label: "In a week", days: 7 },
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

/** As a datetime-local input writes it: the reader's own clock, to the minute. */
function toLocal(date: Date): string {
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
