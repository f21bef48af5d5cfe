import type { ReactNode } from "react";
import { classNames } from "@/ui/class-names";

/** Four steps of urgency, 1 the lowest. */
export type PriorityLevel = 1 | 2 | 3 | 4;

/** Urgency as rising bars and a word; the fourth step is a filled mark, to be noticed at once. */
export function PriorityMark({
  level,
  children,
  className,
}: {
  level: PriorityLevel;
  /** The word; without it only the mark is drawn, and the word must stand elsewhere. */
  children?: ReactNode;
  className?: string;
}) {
  return (
    <span
      className={classNames(
        "inline-flex min-w-0 max-w-full items-center gap-2 align-middle whitespace-nowrap",
        className,
      )}
    >
      <svg viewBox="0 0 14 14" aria-hidden className="size-3.5 shrink-0">
        {level === 4 ? <Urgent /> : <Bars level={level} />}
      </svg>
      {children !== undefined && (
        <span className={classNames("truncate", level === 4 && "font-medium text-danger-ink")}>
          {children}
        </span>
      )}
    </span>
  );
}

function Bars({ level }: { level: 1 | 2 | 3 }) {
  return [1, 2, 3].map((step) => (
    <rect
      key={step}
      x={1 + (step - 1) * 4.5}
      y={12.5 - step * 3.6}
      width="3"
      height={step * 3.6}
      rx="1"
      className={classNames(level === 3 ? "fill-warning" : "fill-neutral", step > level && "opacity-25")}
    />
  ));
}

function Urgent() {
  return (
    <>
      <rect x="0.75" y="0.75" width="12.5" height="12.5" rx="3.5" className="fill-danger" />
      <path d="M7 3.75v3.75" className="stroke-surface" strokeWidth="1.75" strokeLinecap="round" />
      <circle cx="7" cy="10.15" r="1" className="fill-surface" />
    </>
  );
}
