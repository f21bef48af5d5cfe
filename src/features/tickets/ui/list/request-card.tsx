"use client";

import { memo } from "react";
import type { Status, ListedTicket } from "@/features/tickets/schema";
import { useTranslate } from "@/messages/translate-provider";
import type { Translate } from "@/messages/translation";
import { isolate } from "@/messages/isolate";
import { classNames } from "@/ui/class-names";
import { RelativeTime } from "@/ui/time/relative";
import { StatusDot, type DotShape } from "@/ui/marks/status-dot";
import { StretchedLink } from "@/ui/lists/stretched-link";
import type { Tone } from "@/ui/marks/tone";
import { ActivityCounts, isUnseen, useFlash } from "./cells";

/** One request: its title, its progress, when it last changed, and whether that is unseen. */
export const RequestCard = memo(function RequestCard({ ticket }: { ticket: ListedTicket }) {
  const t = useTranslate();
  const unseen = isUnseen(ticket);
  const flash = useFlash(ticket.version);
  const state = stateOf(t, ticket);
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
            {t("tickets.requests.unseen")}
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

/** A request's progress, in words for its requester. */
function stateOf(t: Translate, ticket: ListedTicket): RequestState {
  if (ticket.status === "open" && ticket.assignee) {
    return {
      words: t("tickets.requests.state.assigned", { name: isolate(firstName(ticket.assignee.name)) }),
      tone: "accent",
      shape: "ring",
    };
  }
  if (ticket.status === "open" && ticket.seenAt) {
    return { words: t("tickets.requests.state.seen"), tone: "info", shape: "ring" };
  }
  return { words: t(`tickets.requests.state.${ticket.status}`), ...STATES[ticket.status] };
}

const STATES: Record<Status, Omit<RequestState, "words">> = {
  open: { tone: "info", shape: "ring" },
  in_progress: { tone: "accent", shape: "half" },
  waiting: { tone: "warning", shape: "pause" },
  resolved: { tone: "success", shape: "check" },
  closed: { tone: "neutral", shape: "dash" },
};

function firstName(name: string): string {
  return name.split(/\s+/)[0] ?? name;
}
