"use client";

import { BellOff, CheckCheck, CloudOff } from "lucide-react";
import type { ApiError } from "@/client/api/api";
import { Button } from "@/ui/button";
import { EmptyState } from "@/ui/empty-state";
import { ErrorState } from "@/ui/error-state";
import { Skeleton } from "@/ui/skeleton";
import type { Shown } from "./notice-filter";

/** Nothing left to acknowledge, or nothing that ever happened. */
export function NoNotices({ shown, onShowAll }: { shown: Shown; onShowAll: () => void }) {
  return shown === "unacknowledged" ? (
    <EmptyState
      icon={<CheckCheck />}
      title="Nothing left to acknowledge"
      reason="When something happens that you should know, it appears here by itself."
      action={<Button onClick={onShowAll}>Show all notices</Button>}
    />
  ) : (
    <EmptyState
      icon={<BellOff />}
      title="No notices yet"
      reason="Urgent tickets, tickets that wait too long, tried passwords and troubles of the server appear here, and stay for 90 days."
    />
  );
}

/** The list could not be loaded: no line, or something broke. */
export function NoticesProblem({ error, onRetry }: { error: ApiError; onRetry: () => void }) {
  return error.code === "offline" ? (
    <EmptyState
      icon={<CloudOff />}
      title="You are offline"
      reason="Notices come as soon as the help desk can be reached."
      action={<Button onClick={onRetry}>Try now</Button>}
    />
  ) : (
    <ErrorState reason={error.message} onRetry={onRetry} />
  );
}

/** The shape of a list that is still coming. */
export function NoticesSkeleton() {
  return (
    <div role="status" className="flex flex-col divide-y divide-line/70">
      <span className="sr-only">Loading notices</span>
      {[0, 1, 2, 3, 4].map((row) => (
        <div key={row} className="flex items-start gap-4 px-4 py-3.5 sm:px-6">
          <Skeleton className="size-4 rounded-full!" />
          <span className="flex flex-1 flex-col gap-2">
            <Skeleton className="h-3.5 w-3/5" />
            <Skeleton className="h-3 w-32" />
          </span>
        </div>
      ))}
    </div>
  );
}
