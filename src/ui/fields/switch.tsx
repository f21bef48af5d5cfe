"use client";

import { Switch as BaseSwitch } from "@base-ui/react/switch";
import type { ReactNode } from "react";
import { classNames } from "@/ui/class-names";

/** The props of Switch. */
export interface SwitchProps {
  checked?: boolean;
  defaultChecked?: boolean;
  onCheckedChange?: (checked: boolean) => void;
  label: ReactNode;
  hideLabel?: boolean;
  hint?: ReactNode;
  name?: string;
  disabled?: boolean;
  className?: string;
}

/** A switch: on or off, applied at once without a save button. */
export function Switch({
  checked,
  defaultChecked,
  onCheckedChange,
  label,
  hideLabel,
  hint,
  name,
  disabled,
  className,
}: SwitchProps) {
  return (
    <label
      className={classNames(
        "flex min-h-6 select-none items-start justify-between gap-4 text-ui",
        disabled ? "cursor-not-allowed opacity-60" : "cursor-pointer",
        className,
      )}
    >
      <span className={hideLabel ? "sr-only" : "flex min-w-0 flex-col"}>
        {label}
        {hint && <span className="text-note text-ink-muted">{hint}</span>}
      </span>
      <BaseSwitch.Root
        checked={checked}
        defaultChecked={defaultChecked}
        onCheckedChange={(next) => onCheckedChange?.(next)}
        name={name}
        disabled={disabled}
        className="relative mt-px flex h-5 w-9 shrink-0 rounded-full bg-line-strong p-0.5 transition-colors focus-ring data-checked:bg-accent forced-colors:border"
      >
        <BaseSwitch.Thumb className="size-4 rounded-full bg-surface shadow-low transition-transform data-checked:translate-x-4" />
      </BaseSwitch.Root>
    </label>
  );
}
