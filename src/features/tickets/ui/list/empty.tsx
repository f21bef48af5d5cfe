"use client";

import { CloudOff, FilterX, Inbox, PartyPopper, SearchX } from "lucide-react";
import type { ApiError } from "@/client/api/api";
import { Button } from "@/ui/button";
import { ButtonLink } from "@/ui/button-link";
import { EmptyState } from "@/ui/empty-state";
import { ErrorState } from "@/ui/error-state";
import { Skeleton } from "@/ui/skeleton";
import { isNarrowed, listHref, valuesOf, withValue } from "./query";

/** A list without a row: nothing fits the search, everything is done, filters hide it all, or there is nothing yet. */
export function EmptyList({ search, onClear }: { search: string; onClear: () => void }) {
  const text = valuesOf(search, "q")[0];
  if (new URLSearchParams(search).has("cursor")) {
    return (
      <EmptyState
        icon={<Inbox />}
        title="Nothing further back"
        reason="What was on this page has moved since."
        action={<ButtonLink href={listHref(withValue(search, "cursor", null))}>To the first page</ButtonLink>}
      />
    );
  }
  if (text !== undefined) {
    return (
      <EmptyState
        icon={<SearchX />}
        title={`Nothing found for “${text}”`}
        reason="Neither titles, texts, comments nor file names hold it. Fewer or other words may find more."
        action={<Button onClick={onClear}>Clear the search</Button>}
      />
    );
  }
  if (isWorkQueue(search)) {
    return (
      <EmptyState
        icon={<PartyPopper />}
        title="Nothing waits here"
        reason="When a ticket comes that belongs here, it appears by itself."
        action={<ButtonLink href="/tickets?status=open,in_progress,waiting">All active tickets</ButtonLink>}
      />
    );
  }
  if (isNarrowed(search)) {
    return (
      <EmptyState
        icon={<FilterX />}
        title="The filters hide everything"
        reason="There may be tickets, but none that fits all the filters above."
        action={<Button onClick={onClear}>Clear filters</Button>}
      />
    );
  }
  return (
    <EmptyState
      icon={<Inbox />}
      title="No tickets yet"
      reason="As soon as somebody asks for help it appears here, by itself. You can also file the first one."
      action={
        <ButtonLink href="/tickets/new" variant="primary">
          New ticket
        </ButtonLink>
      }
    />
  );
}

/** A list that could not be loaded: no line, a page that is gone, or something broke. */
export function ListProblem({
  error,
  search,
  onRetry,
}: {
  error: ApiError;
  search: string;
  onRetry: () => void;
}) {
  if (error.code === "offline") {
    return (
      <EmptyState
        icon={<CloudOff />}
        title="You are offline"
        reason="This list has not been loaded before, so there is no copy to show. It comes as soon as the help desk can be reached."
        action={<Button onClick={onRetry}>Try now</Button>}
      />
    );
  }
  if (error.code === "bad_cursor") {
    return (
      <EmptyState
        icon={<SearchX />}
        title="This page is not there any more"
        reason="Its address was incomplete or belongs to another list."
        action={<ButtonLink href={listHref(withValue(search, "cursor", null))}>To the first page</ButtonLink>}
      />
    );
  }
  const reference: unknown = error.problem["requestId"];
  return (
    <ErrorState
      reason={error.message}
      reference={typeof reference === "string" ? reference : undefined}
      onRetry={onRetry}
    />
  );
}

const GREY_ROWS = [68, 52, 80, 44, 61, 73, 49, 57, 66, 40];

/** The shape of a list that is still coming. */
export function ListSkeleton() {
  return (
    <div role="status" className="flex flex-col">
      <span className="sr-only">Loading tickets</span>
      {GREY_ROWS.map((width) => (
        <div key={width} className="flex h-10 items-center gap-4 border-b border-line/70 px-4">
          <Skeleton className="size-4" />
          <Skeleton className="hidden h-3.5 w-9 sm:block" />
          <span className="flex-1">
            <span className="block" style={{ width: `${width}%` }}>
              <Skeleton className="h-3.5 w-full" />
            </span>
          </span>
          <Skeleton className="h-3.5 w-20" />
          <Skeleton className="size-6 rounded-full!" />
        </div>
      ))}
    </div>
  );
}

const QUEUE_PARTS = new Set(["status", "assignee", "due", "priority", "team", "sort"]);

/** A view of active work: that it is empty is good news. */
function isWorkQueue(search: string): boolean {
  const params = new URLSearchParams(search);
  const isActive = params.get("status") === "open,in_progress,waiting" || params.get("status") === "waiting";
  const isSimple = [...params.keys()].every((name) => QUEUE_PARTS.has(name)) && params.size <= 3;
  return isActive && isSimple;
}
