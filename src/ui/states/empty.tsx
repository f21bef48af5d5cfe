import type { ReactNode } from "react";
import { classNames } from "@/ui/class-names";

/** The props of EmptyState. */
export interface EmptyStateProps {
  icon: ReactNode;
  title: ReactNode;
  /** Why it is empty, and what would change that. */
  reason?: ReactNode;
  /** One button or link, the thing to do next. */
  action?: ReactNode;
  /** The heading's level. */
  level?: 1 | 2 | 3;
  className?: string;
}

/** An empty state, which says why and what to do. */
export function EmptyState({ icon, title, reason, action, level = 2, className }: EmptyStateProps) {
  const Heading = HEADINGS[level];
  return (
    <div
      className={classNames("mx-auto flex max-w-sm flex-col items-center px-6 py-12 text-center", className)}
    >
      <div
        aria-hidden
        className="mb-4 flex size-12 items-center justify-center rounded-2xl bg-accent-soft text-accent-ink [&_svg]:size-6 [&_svg]:stroke-[1.75]"
      >
        {icon}
      </div>
      <Heading className="text-base font-semibold text-ink">{title}</Heading>
      {reason && <p className="mt-1 text-balance text-ink-muted">{reason}</p>}
      {action && <div className="mt-5 flex">{action}</div>}
    </div>
  );
}

const HEADINGS = { 1: "h1", 2: "h2", 3: "h3" } as const;
