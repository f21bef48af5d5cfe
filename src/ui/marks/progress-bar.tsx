"use client";

import { Progress } from "@base-ui/react/progress";
import { classNames } from "@/ui/class-names";

/** Progress, 0..1; `null` where it is unknown. `label` names it. */
export function ProgressBar({
  value,
  label,
  tone = "accent",
  className,
}: {
  value: number | null;
  label: string;
  tone?: "accent" | "danger";
  className?: string;
}) {
  return (
    <Progress.Root
      value={value === null ? null : Math.round(value * 100)}
      aria-label={label}
      className={classNames("block", className)}
    >
      <Progress.Track className="block h-1 overflow-hidden rounded-full bg-pressed forced-colors:border">
        <Progress.Indicator
          className={classNames(
            "block rounded-full transition-[width] data-indeterminate:w-1/3 data-indeterminate:animate-pulse",
            tone === "danger" ? "bg-danger" : "bg-accent",
          )}
        />
      </Progress.Track>
    </Progress.Root>
  );
}
