"use client";

import { Check } from "lucide-react";
import { useId, useState } from "react";
import { useTranslate } from "@/messages/translate-provider";
import type { Translate } from "@/messages/translation";
import { isolate } from "@/messages/isolate";
import { Button } from "@/ui/buttons/button";
import { classNames } from "@/ui/class-names";
import { RelativeTime } from "@/ui/time/relative";
import type { OpenTicket } from "@/features/open-ticket/ui/state/room-state";

interface Step {
  word: string;
  at: string | null;
  isDone: boolean;
  isCurrent: boolean;
}

/**
 * Where a request stands, in words: received, seen, being worked on, waiting for an answer, solved. What has not happened is
 * named as not happened. On a phone the current step stands alone until all are asked for.
 */
export function TicketTimeline({ state }: { state: OpenTicket }) {
  const t = useTranslate();
  const listId = useId();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <div className="flex items-start gap-2">
      <ol
        id={listId}
        aria-label={t("openTicket.step.label")}
        className="flex min-w-0 flex-1 flex-col gap-1 sm:flex-row sm:gap-0"
      >
        {stepsOf(t, state).map((step) => (
          <TimelineStep key={step.word} step={step} isFolded={!isOpen && !step.isCurrent} />
        ))}
      </ol>
      <Button
        variant="ghost"
        size="sm"
        className="shrink-0 sm:hidden"
        aria-expanded={isOpen}
        aria-controls={listId}
        onClick={() => setIsOpen(!isOpen)}
      >
        {t(`openTicket.step.${isOpen ? "fold" : "unfold"}`)}
      </Button>
    </div>
  );
}

function TimelineStep({ step, isFolded }: { step: Step; isFolded: boolean }) {
  const t = useTranslate();
  return (
    <li
      aria-current={step.isCurrent ? "step" : undefined}
      className={classNames(
        "relative flex gap-3 sm:flex-1 sm:flex-col sm:gap-2 sm:not-last:after:absolute sm:not-last:after:top-2.5 sm:not-last:after:inset-e-2 sm:not-last:after:inset-s-8 sm:not-last:after:h-px sm:not-last:after:bg-line",
        isFolded && "max-sm:hidden",
      )}
    >
      <span
        aria-hidden
        className={classNames(
          "mt-0.5 flex size-5 shrink-0 items-center justify-center rounded-full sm:mt-0",
          step.isDone
            ? "bg-accent text-on-accent"
            : step.isCurrent
              ? "bg-surface ring-2 ring-inset ring-accent"
              : "bg-surface ring-1 ring-inset ring-line-strong",
        )}
      >
        {step.isDone && <Check className="size-3" strokeWidth={3.5} />}
        {!step.isDone && step.isCurrent && <span className="size-2 rounded-full bg-accent" />}
      </span>
      <span className="flex flex-wrap items-baseline gap-x-2 sm:flex-col sm:pe-3">
        <span
          className={classNames(
            "text-note text-balance",
            step.isCurrent ? "font-semibold text-ink" : step.isDone ? "text-ink" : "text-ink-muted",
          )}
        >
          {step.word}
          <span className="sr-only">
            {t(`openTicket.step.${step.isCurrent ? "isNow" : step.isDone ? "isDone" : "isToCome"}`)}
          </span>
        </span>
        {step.at && (
          <span className="text-note text-ink-muted">
            <RelativeTime at={step.at} />
          </span>
        )}
      </span>
    </li>
  );
}

function stepsOf(t: Translate, { ticket, history }: OpenTicket): Step[] {
  const { assignee } = ticket;
  // A merged ticket is closed for staff's lists alone: the request goes on.
  const status = ticket.mergedAt === null ? ticket.status : "in_progress";
  const isSolved = status === "resolved" || status === "closed";
  const isTaken = assignee !== null || status === "in_progress";
  const isWaiting = status === "waiting";
  const isSeen =
    ticket.seenAt !== null || isTaken || isWaiting || isSolved || ticket.firstResponseAt !== null;
  const takenAt = history.findLast((entry) => entry.changes?.assignee?.to)?.at ?? null;
  const waitingAt = history.findLast((entry) => entry.changes?.status?.to === "waiting")?.at ?? null;
  const isOpen = !isSolved && !isWaiting;
  return [
    {
      word: t("openTicket.step.received"),
      at: ticket.createdAt,
      isDone: true,
      isCurrent: isOpen && !isSeen,
    },
    {
      word: t(`openTicket.step.${isSeen ? "seen" : "unseen"}`),
      at: ticket.seenAt,
      isDone: isSeen,
      isCurrent: isOpen && isSeen && !isTaken,
    },
    // A ticket that was solved without an assignee skipped this step.
    ...(isTaken || !isSolved
      ? [
          {
            word: assignee
              ? t("openTicket.step.isOnIt", { name: isolate(assignee.name) })
              : t(`openTicket.step.${isTaken ? "taken" : "untaken"}`),
            at: isTaken ? takenAt : null,
            isDone: isTaken && !isOpen,
            isCurrent: isOpen && isTaken,
          },
        ]
      : []),
    ...(isWaiting
      ? [{ word: t("openTicket.step.waiting"), at: waitingAt, isDone: false, isCurrent: true }]
      : []),
    {
      word: t(`openTicket.step.${status === "closed" && !ticket.resolvedAt ? "closed" : "solved"}`),
      at: isSolved ? (ticket.resolvedAt ?? ticket.closedAt) : null,
      isDone: isSolved,
      isCurrent: isSolved,
    },
  ];
}
