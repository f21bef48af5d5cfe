"use client";

import { Checkbox as BaseCheckbox } from "@base-ui/react/checkbox";
import { Check, Minus } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "./class-names";

/** What a Checkbox takes. */
export interface CheckboxProps {
  checked?: boolean;
  defaultChecked?: boolean;
  /** Some of what it stands for, not all. */
  indeterminate?: boolean;
  onCheckedChange?: (checked: boolean, event: Event) => void;
  /** The words beside it; with `hideLabel` for screen readers only. */
  label: ReactNode;
  hideLabel?: boolean;
  hint?: ReactNode;
  name?: string;
  disabled?: boolean;
  /** -1 where the keyboard comes to it by other ways than Tab (a list with one stop). */
  tabIndex?: number;
  className?: string;
}

/** A box to tick, with its words as part of the target. */
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
      <BaseCheckbox.Root
        checked={checked}
        defaultChecked={defaultChecked}
        indeterminate={indeterminate}
        onCheckedChange={(next, details) => onCheckedChange?.(next, details.event)}
        name={name}
        disabled={disabled}
        tabIndex={tabIndex}
        className={classNames(
          "flex size-4 shrink-0 items-center justify-center rounded-[0.3125rem] bg-surface text-on-accent ring-1 ring-inset ring-line-strong transition-colors focus-ring",
          "data-checked:bg-accent data-checked:ring-accent data-indeterminate:bg-accent data-indeterminate:ring-accent",
          !hideLabel && "mt-[calc((var(--size-ui-line)-1rem)/2)]",
        )}
      >
        <BaseCheckbox.Indicator className="flex">
          {indeterminate ? (
            <Minus aria-hidden className="size-3" strokeWidth={3.5} />
          ) : (
            <Check aria-hidden className="size-3" strokeWidth={3.5} />
          )}
        </BaseCheckbox.Indicator>
      </BaseCheckbox.Root>
      <span className={hideLabel ? "sr-only" : "flex min-w-0 flex-col"}>
        {label}
        {hint && <span className="text-note text-ink-muted">{hint}</span>}
      </span>
    </label>
  );
}
