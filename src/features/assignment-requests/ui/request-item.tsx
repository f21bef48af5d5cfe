"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { useMe } from "@/client/browser/me";
import type { AssignmentRequestDto } from "@/features/assignment-requests/schema";
import { PersonAvatar } from "@/features/users/ui/person-avatar";
import { useTranslate } from "@/messages/translate-provider";
import { RelativeTime } from "@/ui/time/relative";
import { RequestActions } from "./request-actions";

/** The props of RequestItem. */
export interface RequestItemProps {
  request: AssignmentRequestDto;
  mayDecide: boolean;
  /** Leads to its ticket, where it is not on the ticket's own page. */
  withTicket?: boolean;
  /** Called when the link to the ticket is followed. */
  onOpen?: () => void;
}

/** A request: who asks for whom, why, what became of it, and what this person may do. */
export function RequestItem({ request, mayDecide, withTicket, onOpen }: RequestItemProps) {
  const t = useTranslate();
  const me = useMe();
  const { requestedBy, assignee, note, state, decidedBy, reason, number, title, requestedAt } = request;
  const isMine = requestedBy.id === me.id;
  const isPending = state === "pending";
  const names = {
    name: () => <bdi className="font-medium text-ink">{requestedBy.name}</bdi>,
    other: () => <bdi className="font-medium text-ink">{assignee.name}</bdi>,
  };
  const isForSelf = requestedBy.id === assignee.id;
  return (
    <div className="flex min-w-0 flex-1 items-start gap-3">
      <PersonAvatar person={requestedBy} size="sm" />
      <div className="flex min-w-0 flex-1 flex-col gap-1.5">
        <p className="wrap-anywhere text-ink-muted">
          {isMine
            ? t.rich(`assignmentRequests.${isForSelf ? "youAskForSelf" : "youAskForOther"}`, names)
            : t.rich(`assignmentRequests.${isForSelf ? "asksForSelf" : "asksForOther"}`, names)}
        </p>
        {withTicket && (
          <p className="flex min-w-0 gap-1.5">
            <span className="shrink-0 tabular-nums text-ink-muted">{`#${number}`}</span>
            <Link
              href={`/tickets/${number}`}
              prefetch={false}
              dir="auto"
              onClick={onOpen}
              className="min-w-0 rounded-sm font-medium underline decoration-line-strong underline-offset-3 wrap-anywhere focus-ring hover:decoration-current"
            >
              {title}
            </Link>
          </p>
        )}
        {note !== null && <Words>{note}</Words>}
        <p className="flex flex-wrap gap-x-2 text-xs text-ink-muted">
          <span>
            {t.rich(`assignmentRequests.state.${state}`, { name: () => <bdi>{decidedBy?.name ?? ""}</bdi> })}
          </span>
          <span aria-hidden>·</span>
          <RelativeTime at={request.decidedAt ?? requestedAt} />
        </p>
        {reason !== null && <Words>{reason}</Words>}
        {isPending && (mayDecide || isMine) && (
          <RequestActions request={request} mayDecide={mayDecide} isMine={isMine} />
        )}
      </div>
    </div>
  );
}

/** What somebody wrote, as it was typed. */
function Words({ children }: { children: ReactNode }) {
  return (
    <p dir="auto" className="border-s-2 border-line-strong ps-2.5 whitespace-pre-wrap wrap-anywhere">
      {children}
    </p>
  );
}
