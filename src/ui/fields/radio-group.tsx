"use client";

import { use, useId, type ReactNode } from "react";
import { classNames } from "@/ui/class-names";
import { FieldContext } from "./use-field-attributes";

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
  const { group, radio } = useRadios(props);
  return (
    <div {...group} className={classNames("flex flex-col gap-2", props.className)}>
      {props.options.map((option) => (
        <label key={option.value} className="flex min-h-6 cursor-pointer items-start gap-2.5 text-ui">
          <input
            {...radio(option)}
            className="mt-[calc((var(--size-ui-line)-1rem)/2)] flex size-4 shrink-0 cursor-[inherit] appearance-none items-center justify-center rounded-full bg-surface ring-1 ring-inset ring-line-strong transition-colors focus-ring before:hidden before:size-1.5 before:rounded-full before:bg-on-accent checked:bg-accent checked:ring-accent checked:before:block disabled:opacity-60 forced-colors:appearance-auto"
          />
          <span className="flex min-w-0 flex-col">
            {option.label}
            {option.hint && <span className="text-note text-ink-muted">{option.hint}</span>}
          </span>
        </label>
      ))}
    </div>
  );
}

/** A segmented control: a choice of one among two to five short words, side by side. */
export function Segmented<Value extends string>(props: RadioGroupProps<Value>) {
  const { group, radio } = useRadios(props);
  return (
    <div
      {...group}
      className={classNames(
        "inline-flex max-w-full rounded-lg bg-pressed/70 p-0.5 ring-1 ring-inset ring-line",
        props.className,
      )}
    >
      {props.options.map((option) => (
        <label
          key={option.value}
          className="relative flex h-[calc(var(--control)-0.25rem)] min-w-0 flex-auto cursor-pointer select-none items-center justify-center gap-1.5 rounded-md px-3 text-ui font-medium whitespace-nowrap text-ink-muted transition-colors hover:text-ink has-checked:bg-surface has-checked:text-ink has-checked:shadow-low has-checked:ring-1 has-checked:ring-line has-disabled:opacity-60 [&_svg]:size-4 [&_svg]:shrink-0"
        >
          {/* It lies over the whole segment, so that a press on it and its focus ring are the segment's. */}
          <input
            {...radio(option)}
            className="absolute inset-0 cursor-[inherit] appearance-none rounded-md focus-ring"
          />
          {option.icon}
          {option.label}
        </label>
      ))}
    </div>
  );
}

function useRadios<Value extends string>(props: RadioGroupProps<Value>) {
  const { value, onValueChange, label, disabled } = props;
  const made = useId();
  const field = use(FieldContext);
  const name = field?.name ?? props.name ?? made;
  return {
    group: {
      role: "radiogroup",
      "aria-label": label,
      "aria-labelledby": field?.labelId,
      "aria-describedby": field?.describedBy,
    },
    radio: (option: RadioOption<Value>) => ({
      type: "radio",
      name,
      value: option.value,
      checked: option.value === value,
      disabled: disabled || field?.isDisabled || option.disabled,
      onChange: () => onValueChange(option.value),
    }),
  };
}
