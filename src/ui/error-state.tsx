"use client";

import { RotateCw, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "./button";
import { EmptyState } from "./empty-state";

/** What an ErrorState takes. */
export interface ErrorStateProps {
  title?: ReactNode;
  reason?: ReactNode;
  /** What to tell support: a request id or digest. */
  reference?: string;
  onRetry?: () => void;
  action?: ReactNode;
  level?: 1 | 2 | 3;
}

/** Something that could not be shown: what happened, what to do, and what to quote when asking for help. */
export function ErrorState({
  title = "This could not be loaded",
  reason = "It may be a short interruption. Nothing you wrote was lost.",
  reference,
  onRetry,
  action,
  level,
}: ErrorStateProps) {
  return (
    <div role="alert">
      <EmptyState
        icon={<TriangleAlert />}
        title={title}
        level={level}
        reason={
          <>
            {reason}
            {reference && (
              <span className="mt-2 block text-xs text-ink-faint">
                Reference <code className="font-mono">{reference}</code>
              </span>
            )}
          </>
        }
        action={
          action ??
          (onRetry && (
            <Button icon={<RotateCw />} onClick={onRetry}>
              Try again
            </Button>
          ))
        }
      />
    </div>
  );
}
