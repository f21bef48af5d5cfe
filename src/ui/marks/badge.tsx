import type { ReactNode } from "react";
import { classNames } from "@/ui/class-names";
import { SOFT_TONE, type Tone } from "./tone";

/** A badge: a short word, softly tinted. */
export function Badge({
  tone = "neutral",
  icon,
  children,
  className,
}: {
  tone?: Tone;
  icon?: ReactNode;
  children: ReactNode;
  className?: string;
}) {
  return (
    <span
      className={classNames(
        "inline-flex h-5 max-w-full shrink-0 items-center gap-1 rounded-md px-1.5 align-middle text-xs font-medium whitespace-nowrap forced-colors:border [&_svg]:size-3",
        SOFT_TONE[tone],
        className,
      )}
    >
      {icon}
      <span className="truncate">{children}</span>
    </span>
  );
}

/** A count in a pill: "99+" above 99; `tone` accent where it needs attention. `label` names what is counted. */
export function CountBadge({
  count,
  label,
  tone = "neutral",
}: {
  count: number;
  label?: string;
  tone?: Tone;
}) {
  return (
    <span
      className={classNames(
        "inline-flex h-[1.125rem] min-w-[1.125rem] shrink-0 items-center justify-center rounded-full px-1.5 text-tiny font-semibold tabular-nums",
        tone === "accent" ? "bg-accent text-on-accent" : SOFT_TONE[tone],
      )}
    >
      <span aria-hidden={label ? true : undefined}>{count > 99 ? "99+" : count}</span>
      {label && <span className="sr-only">{`${count} ${label}`}</span>}
    </span>
  );
}
