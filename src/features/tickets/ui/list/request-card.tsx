"use client";

import { memo } from "react";
import type { Status, ListedTicket } from "@/features/tickets/schema";
import { classNames } from "@/ui/class-names";
import { RelativeTime } from "@/ui/relative-time";
import { StatusDot, type DotShape } from "@/ui/status-dot";
import { StretchedLink } from "@/ui/stretched-link";
import type { Tone } from "@/ui/tone";
import { ActivityCounts, isUnseen, useFlash } from "./cells";

/** One request: its title, how far it is, when something last happened, and whether that is news. */
export const RequestCard = memo(function RequestCard({ ticket }: { ticket: ListedTicket }) {
  const unseen = isUnseen(ticket);
  const flash = useFlash(ticket.version);
  const state = stateOf(ticket);
  const isDone = ticket.status === "resolved" || ticket.status === "closed";
  return (
    <li
      data-row-id={ticket.id}
      className={classNames(
        "relative flex flex-col gap-1.5 rounded-xl px-4 py-3.5 shadow-low ring-1 ring-inset transition-colors duration-150 sm:px-5",
        flash ? "bg-accent-soft ring-accent/40" : "bg-surface ring-line hover:bg-hover",
      )}
    >
      <span className="flex items-start gap-3">
        <StretchedLink
          href={`/tickets/${ticket.number}`}
          prefetch={false}
          data-row-link=""
          dir="auto"
          className={classNames(
            "min-w-0 flex-1 text-pretty after:rounded-xl",
            unseen ? "font-semibold text-ink" : isDone ? "text-ink-muted" : "font-medium text-ink",
          )}
        >
          {ticket.title}
        </StretchedLink>
        {unseen && (
          <span className="mt-0.5 inline-flex shrink-0 items-center rounded-full bg-accent px-2 text-xs leading-5 font-semibold text-on-accent">
            New
          </span>
        )}
      </span>
      <span className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-ink-muted">
        <StatusDot tone={state.tone} shape={state.shape}>
          <span className="font-medium text-ink">{state.words}</span>
        </StatusDot>
        <span className="tabular-nums">{`#${ticket.number}`}</span>
        <RelativeTime at={ticket.updatedAt} />
        <ActivityCounts ticket={ticket} />
      </span>
    </li>
  );
});

interface RequestState {
  words: string;
  tone: Tone;
  shape: DotShape;
}

/** How far a request is, said to the person who made it. */
function stateOf(ticket: ListedTicket): RequestState {
  if (ticket.status === "open" && ticket.assignee) {
    return { words: `${firstName(ticket.assignee.name)} will look at it`, tone: "accent", shape: "ring" };
  }
  if (ticket.status === "open" && ticket.seenAt) {
    return { words: "We have seen it", tone: "info", shape: "ring" };
  }
  return STATES[ticket.status];
}

const STATES: Record<Status, RequestState> = {
  open: { words: "Received", tone: "info", shape: "ring" },
  in_progress: { words: "We are on it", tone: "accent", shape: "half" },
  waiting: { words: "Waiting for your answer", tone: "warning", shape: "pause" },
  resolved: { words: "Solved", tone: "success", shape: "check" },
  closed: { words: "Closed", tone: "neutral", shape: "dash" },
};

function firstName(name: string): string {
  return name.split(/\s+/)[0] ?? name;
}
