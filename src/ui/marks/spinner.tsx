import { classNames } from "@/ui/class-names";

/** The props of Spinner; without `label` it is decoration and the words must stand beside it. */
export interface SpinnerProps {
  label?: string;
  className?: string;
}

/** A spinner for waits over half a second; use a Skeleton where the shape is known. */
export function Spinner({ label, className }: SpinnerProps) {
  return (
    <span
      role={label ? "status" : undefined}
      className={classNames("inline-flex size-4 shrink-0 items-center justify-center", className)}
    >
      <svg viewBox="0 0 16 16" fill="none" aria-hidden className="size-full animate-spin">
        <circle cx="8" cy="8" r="6.25" stroke="currentColor" strokeWidth="2" opacity="0.22" />
        <path
          d="M14.25 8A6.25 6.25 0 0 0 8 1.75"
          stroke="currentColor"
          strokeWidth="2"
          strokeLinecap="round"
        />
      </svg>
      {label && <span className="sr-only">{label}</span>}
    </span>
  );
}
