"use client";

import type { ReactNode } from "react";
import { classNames } from "@/ui/class-names";
import { SOFT_TONE } from "@/ui/marks/tone";

/** The props of ConnectionBar; it decides nothing itself. */
export interface ConnectionBarProps {
  tone: "neutral" | "info" | "success" | "warning" | "danger";
  /** "Offline since 10:42." Null hides the bar. */
  text: string | null;
  /** More text where there is room for it: "What you type is kept." */
  detail?: string;
  icon?: ReactNode;
  /** One small button or link, of ConnectionBarButton. */
  action?: ReactNode;
}

/**
 * A thin bar over the page about the connection. Keep it mounted also without a text: screen readers announce
 * changes of an existing live region, and here only the sentence, not its button.
 */
export function ConnectionBar({ tone, text, detail, icon, action }: ConnectionBarProps) {
  return (
    <div
      className={classNames(
        "flex shrink-0 items-center justify-center gap-x-2 text-center text-xs font-medium [&_svg]:size-3.5 [&_svg]:shrink-0",
        text === null ? "h-0 overflow-hidden" : `min-h-7 px-3 py-0.5 ${SOFT_TONE[tone]}`,
      )}
    >
      {text !== null && icon}
      <span role="status" className="min-w-0">
        {text}
        {text !== null && detail && <span className="max-sm:sr-only"> {detail}</span>}
      </span>
      {text !== null && action}
    </div>
  );
}

/** The class of a button in a ConnectionBar. */
export const CONNECTION_BAR_BUTTON =
  "min-h-(--hit) rounded-md px-1.5 underline underline-offset-2 focus-ring";
