"use client";

import { Field as BaseField } from "@base-ui/react/field";
import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslate } from "@/messages/translate-provider";
import { classNames } from "@/ui/class-names";

/** The props of Field around one control. */
export interface FieldProps {
  label: ReactNode;
  /** Shows the label to screen readers only, where the context is clear to the eye. */
  hideLabel?: boolean;
  hint?: ReactNode;
  /** The error, in a sentence; marks the control invalid. */
  error?: ReactNode;
  /** Shows "optional" after the label; required is the default. */
  optional?: boolean;
  /** The kind of control: an input, a button that opens a list (Select), or a group of choices. */
  control?: "input" | "button" | "group";
  name?: string;
  disabled?: boolean;
  children: ReactNode;
  className?: string;
}

/** Label, control, hint and error, wired to each other for screen readers. */
export function Field({
  label,
  hideLabel,
  hint,
  error,
  optional,
  control = "input",
  name,
  disabled,
  children,
  className,
}: FieldProps) {
  const t = useTranslate();
  const native = control === "input";
  return (
    <BaseField.Root
      name={name}
      disabled={disabled}
      invalid={Boolean(error)}
      className={classNames("flex min-w-0 flex-col gap-1.5", className)}
    >
      <BaseField.Label
        nativeLabel={native}
        render={native ? undefined : <div />}
        className={hideLabel ? "sr-only" : "flex items-baseline gap-2 text-ui font-medium text-ink"}
      >
        {label}
        {optional && <span className="text-note font-normal text-ink-faint">{t("ui.optional")}</span>}
      </BaseField.Label>
      {children}
      <BaseField.Error
        match={Boolean(error)}
        role="alert"
        className="flex items-start gap-1.5 text-note text-danger-ink"
      >
        <CircleAlert
          aria-hidden
          className="mt-[calc((var(--size-note-line)-0.875rem)/2)] size-3.5 shrink-0"
        />
        <span>{error}</span>
      </BaseField.Error>
      {hint && <BaseField.Description className="text-note text-ink-muted">{hint}</BaseField.Description>}
    </BaseField.Root>
  );
}
