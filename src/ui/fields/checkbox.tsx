"use client";

import type { ReactNode } from "react";
import { classNames } from "@/ui/class-names";

/** The props of Checkbox. */
export interface CheckboxProps {
  checked?: boolean;
  defaultChecked?: boolean;
  /** Indeterminate: some items are selected, not all. */
  indeterminate?: boolean;
  onCheckedChange?: (checked: boolean, event: Event) => void;
  /** The label; with `hideLabel` for screen readers only. */
  label: ReactNode;
  hideLabel?: boolean;
  hint?: ReactNode;
  name?: string;
  disabled?: boolean;
  /** -1 where the keyboard reaches it by other keys than Tab (a list with one tab stop). */
  tabIndex?: number;
  className?: string;
}

/** A checkbox, whose label is part of the click target. */
export function Checkbox({
  checked,
  defaultChecked,
  indeterminate,
  onCheckedChange,
  label,
  hideLabel,
  hint,
  name,
  disabled,
  tabIndex,
  className,
}: CheckboxProps) {
  return (
    <label
      className={classNames(
        "min-h-6 select-none gap-2.5 text-ui",
        disabled ? "cursor-not-allowed opacity-60" : "cursor-pointer",
        hideLabel ? "flex min-w-6 items-center justify-center" : "inline-flex items-start",
        className,
      )}
    >
      <span
        className={classNames(
          "relative flex size-4 shrink-0 text-on-accent",
          !hideLabel && "mt-[calc((var(--size-ui-line)-1rem)/2)]",
        )}
      >
        <input
          ref={(box) => {
            if (box) {
              box.indeterminate = indeterminate ?? false;
            }
          }}
          type="checkbox"
          checked={checked}
          defaultChecked={defaultChecked}
          onChange={(event) => onCheckedChange?.(event.target.checked, event.nativeEvent)}
          name={name}
          disabled={disabled}
          tabIndex={tabIndex}
          className="peer size-4 cursor-[inherit] appearance-none rounded-[0.3125rem] bg-surface ring-1 ring-inset ring-line-strong transition-colors focus-ring checked:bg-accent checked:ring-accent indeterminate:bg-accent indeterminate:ring-accent forced-colors:appearance-auto"
        />
        <svg
          viewBox="0 0 12 12"
          aria-hidden
          fill="none"
          className="pointer-events-none invisible absolute inset-0.5 size-3 stroke-current peer-checked:visible peer-indeterminate:visible forced-colors:hidden"
        >
          <path
            d={indeterminate ? "M2.5 6h7" : "m2.25 6.25 2.5 2.5 5-5.5"}
            strokeWidth="1.75"
            strokeLinecap="round"
            strokeLinejoin="round"
          />
        </svg>
      </span>
      <span className={hideLabel ? "sr-only" : "flex min-w-0 flex-col"}>
        {label}
        {hint && <span className="text-note text-ink-muted">{hint}</span>}
      </span>
    </label>
  );
}
