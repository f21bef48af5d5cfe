"use client";

import { RotateCw, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { EmptyState } from "./empty";

/** The props of ErrorState. */
export interface ErrorStateProps {
  title?: ReactNode;
  reason?: ReactNode;
  /** The reference for support: a request id or digest. */
  reference?: string;
  onRetry?: () => void;
  action?: ReactNode;
  level?: 1 | 2 | 3;
}

/** An error state: what happened, what to do, and what to quote when asking for help. */
export function ErrorState({ title, reason, reference, onRetry, action, level }: ErrorStateProps) {
  const t = useTranslate();
  return (
    <div role="alert">
      <EmptyState
        icon={<TriangleAlert />}
        title={title ?? t("ui.loadFailed.title")}
        level={level}
        reason={
          <>
            {reason ?? t("ui.loadFailed.reason")}
            {reference && (
              <span className="mt-2 block text-xs text-ink-faint">
                {t.rich("ui.reference", { code: () => <code className="font-mono">{reference}</code> })}
              </span>
            )}
          </>
        }
        action={
          action ??
          (onRetry && (
            <Button icon={<RotateCw />} onClick={onRetry}>
              {t("ui.tryAgain")}
            </Button>
          ))
        }
      />
    </div>
  );
}
