"use client";

import type { ReactNode } from "react";
import { classNames } from "./class-names";
import { SOFT_TONE } from "./tone";

/** What a ConnectionBar takes; it decides nothing itself. */
export interface ConnectionBarProps {
  tone: "neutral" | "info" | "success" | "warning" | "danger";
  /** "Offline since 10:42. What you write is kept." */
  text: ReactNode;
  icon?: ReactNode;
  action?: { label: string; onClick: () => void };
}

/** A thin bar over the page about the connection. Announced politely, never in the way. */
export function ConnectionBar({ tone, text, icon, action }: ConnectionBarProps) {
  return (
    <div
      role="status"
      className={classNames(
        "flex min-h-7 shrink-0 flex-wrap items-center justify-center gap-x-2 px-3 py-0.5 text-center text-xs font-medium [&_svg]:size-3.5 [&_svg]:shrink-0",
        SOFT_TONE[tone],
      )}
    >
      {icon}
      <span>{text}</span>
      {action && (
        <button
          type="button"
          onClick={action.onClick}
          className="min-h-(--hit) rounded-md px-1.5 underline underline-offset-2 focus-ring"
        >
          {action.label}
        </button>
      )}
    </div>
  );
}
