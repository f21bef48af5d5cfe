"use client";

import { ChevronDown, X } from "lucide-react";
import type { ComponentPropsWithRef, ReactNode } from "react";
import { useTranslate } from "@/messages/translate-provider";
import { classNames } from "@/ui/class-names";

/** The props of FilterChip; give it to a Menu or Popover as `trigger`. */
export interface FilterChipProps extends Omit<ComponentPropsWithRef<"button">, "value"> {
  /** The filter's name: "Status". */
  label: string;
  /** The present choice: "Open, Waiting"; absent while it filters nothing. */
  value?: ReactNode;
  icon?: ReactNode;
  /** Removes the filter; shows a small cross. */
  onRemove?: () => void;
}

/** One filter over a list: dashed while it is not set, filled while it is. */
export function FilterChip({ label, value, icon, onRemove, className, ...rest }: FilterChipProps) {
  const t = useTranslate();
  const active = value !== undefined && value !== null;
  return (
    <span
      className={classNames(
        "inline-flex h-(--control-sm) max-w-full items-stretch rounded-lg text-xs",
        active
          ? "bg-surface text-ink shadow-low ring-1 ring-inset ring-line"
          : "border border-dashed border-line-strong/70 text-ink-muted",
        className,
      )}
    >
      <button
        {...rest}
        type="button"
        className="inline-flex min-w-0 items-center gap-1.5 rounded-lg px-2.5 transition-colors focus-ring hover:bg-hover hover:text-ink aria-expanded:bg-hover [&_svg]:size-3.5 [&_svg]:shrink-0"
      >
        {icon}
        <span className={active ? "text-ink-muted" : "font-medium"}>{label}</span>
        {active && <span className="truncate font-medium">{value}</span>}
        {!(active && onRemove) && <ChevronDown aria-hidden className="text-ink-faint" />}
      </button>
      {active && onRemove && (
        <button
          type="button"
          aria-label={t("ui.removeFilter", { name: label })}
          onClick={onRemove}
          className="flex w-(--hit) items-center justify-center rounded-lg text-ink-faint transition-colors focus-ring hover:bg-hover hover:text-ink"
        >
          <X aria-hidden className="size-3.5" />
        </button>
      )}
    </span>
  );
}
