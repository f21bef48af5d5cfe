"use client";

import { Radio } from "@base-ui/react/radio";
import { RadioGroup as BaseRadioGroup } from "@base-ui/react/radio-group";
import type { ReactNode } from "react";
import { classNames } from "@/ui/class-names";

/** One option of a choice. */
export interface RadioOption<Value extends string> {
  value: Value;
  label: ReactNode;
  hint?: ReactNode;
  icon?: ReactNode;
  disabled?: boolean;
}

/** The props of RadioGroup and Segmented. */
export interface RadioGroupProps<Value extends string> {
  options: readonly RadioOption<Value>[];
  value: Value;
  onValueChange: (value: Value) => void;
  /** The name for screen readers where no Field (control="group") gives one. */
  label?: string;
  name?: string;
  disabled?: boolean;
  className?: string;
}

/** Radio buttons, one under the other. */
export function RadioGroup<Value extends string>(props: RadioGroupProps<Value>) {
  const { options, value, onValueChange, label, name, disabled, className } = props;
  return (
    <BaseRadioGroup
      aria-label={label}
      value={value}
      onValueChange={(next: Value) => onValueChange(next)}
      name={name}
      disabled={disabled}
      className={classNames("flex flex-col gap-2", className)}
    >
      {options.map((option) => (
        <label key={option.value} className="flex min-h-6 cursor-pointer items-start gap-2.5 text-ui">
          <Radio.Root
            value={option.value}
            disabled={option.disabled}
            className="mt-[calc((var(--size-ui-line)-1rem)/2)] flex size-4 shrink-0 items-center justify-center rounded-full bg-surface ring-1 ring-inset ring-line-strong transition-colors focus-ring data-checked:bg-accent data-checked:ring-accent data-disabled:opacity-60"
          >
            <Radio.Indicator className="size-1.5 rounded-full bg-on-accent" />
          </Radio.Root>
          <span className="flex min-w-0 flex-col">
            {option.label}
            {option.hint && <span className="text-note text-ink-muted">{option.hint}</span>}
          </span>
        </label>
      ))}
    </BaseRadioGroup>
  );
}

/** A segmented control: a choice of one among two to five short words, side by side. */
export function Segmented<Value extends string>(props: RadioGroupProps<Value>) {
  const { options, value, onValueChange, label, name, disabled, className } = props;
  return (
    <BaseRadioGroup
      aria-label={label}
      value={value}
      onValueChange={(next: Value) => onValueChange(next)}
      name={name}
      disabled={disabled}
      className={classNames(
        "inline-flex max-w-full rounded-lg bg-pressed/70 p-0.5 ring-1 ring-inset ring-line",
        className,
      )}
    >
      {options.map((option) => (
        <Radio.Root
          key={option.value}
          value={option.value}
          disabled={option.disabled}
          className="flex h-[calc(var(--control)-0.25rem)] min-w-0 flex-auto cursor-pointer select-none items-center justify-center gap-1.5 rounded-md px-3 text-ui font-medium whitespace-nowrap text-ink-muted transition-colors focus-ring hover:text-ink data-checked:bg-surface data-checked:text-ink data-checked:shadow-low data-checked:ring-1 data-checked:ring-line data-disabled:opacity-60 [&_svg]:size-4 [&_svg]:shrink-0"
        >
          {option.icon}
          {option.label}
        </Radio.Root>
      ))}
    </BaseRadioGroup>
  );
}
