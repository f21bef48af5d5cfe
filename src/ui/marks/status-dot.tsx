import type { ReactNode } from "react";
import { classNames } from "@/ui/class-names";
import { MARK_TONE, type Tone } from "./tone";

/** The shape of the dot: distinguishable without colour. */
export type DotShape = "ring" | "half" | "full" | "pause" | "check" | "dash";

/** A state as a dot and a word. Each state has its shape, so colour is never the only sign. */
export function StatusDot({
  tone,
  shape = "full",
  children,
  className,
}: {
  tone: Tone;
  shape?: DotShape;
  /** The word; without it only the dot is drawn, and the word must stand elsewhere. */
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
      <svg
        viewBox="0 0 14 14"
        aria-hidden
        className={classNames("size-3.5 shrink-0", MARK_TONE[tone])}
        fill="none"
      >
        <Shape shape={shape} />
      </svg>
      {children !== undefined && <span className="truncate">{children}</span>}
    </span>
  );
}

function Shape({ shape }: { shape: DotShape }) {
  const ring = <circle cx="7" cy="7" r="5" stroke="currentColor" strokeWidth="1.75" />;
  switch (shape) {
    case "ring":
      return ring;
    case "half":
      return (
        <>
          {ring}
          <path
            d="M7 4.25a2.75 2.75 0 0 1 0 5.5z"
            fill="currentColor"
            stroke="currentColor"
            strokeWidth="0.5"
          />
        </>
      );
    case "full":
      return <circle cx="7" cy="7" r="5.5" fill="currentColor" />;
    case "pause":
      return (
        <>
          {ring}
          <path d="M5.8 5v4M8.2 5v4" stroke="currentColor" strokeWidth="1.4" strokeLinecap="round" />
        </>
      );
    case "check":
      return (
        <>
          <circle cx="7" cy="7" r="5.875" fill="currentColor" />
          <path
            d="m4.6 7.2 1.6 1.6 3.2-3.4"
            className="stroke-surface"
            strokeWidth="1.4"
            strokeLinecap="round"
            strokeLinejoin="round"
          />
        </>
      );
    case "dash":
      return (
        <>
          {ring}
          <path d="M4.9 7h4.2" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" />
        </>
      );
  }
}
