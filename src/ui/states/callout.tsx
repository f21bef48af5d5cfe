import { CircleAlert, CircleCheck, Info, TriangleAlert, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "@/ui/class-names";
import { SOFT_TONE } from "@/ui/marks/tone";

type CalloutTone = "neutral" | "info" | "success" | "warning" | "danger";

const ICONS: Record<CalloutTone, LucideIcon> = {
  neutral: Info,
  info: Info,
  success: CircleCheck,
  warning: TriangleAlert,
  danger: CircleAlert,
};

/** The props of Callout. */
export interface CalloutProps {
  tone?: CalloutTone;
  title?: ReactNode;
  children?: ReactNode;
  /** One or two small buttons. */
  actions?: ReactNode;
  /** Announce it when it appears: "alert" at once (errors), "status" politely. */
  live?: "alert" | "status";
  className?: string;
}

/** A message that stays in the page: a notice, a warning before a form, its error. */
export function Callout({ tone = "neutral", title, children, actions, live, className }: CalloutProps) {
  const Icon = ICONS[tone];
  return (
    <div
      role={live}
      className={classNames(
        "flex items-start gap-2.5 rounded-lg px-3 py-2.5 text-ui forced-colors:border",
        SOFT_TONE[tone],
        className,
      )}
    >
      <Icon aria-hidden className="mt-[calc((var(--size-ui-line)-1rem)/2)] size-4 shrink-0" />
      <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-56">
          {title && <p className="font-semibold">{title}</p>}
          {children && <div className="text-pretty">{children}</div>}
        </div>
        {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
      </div>
    </div>
  );
}
