"use client";

import { CircleAlert } from "lucide-react";
import { useId, type MouseEvent, type ReactNode } from "react";
import { useTranslate } from "@/messages/translate-provider";
import { classNames } from "@/ui/class-names";
import { FieldContext, type FieldWiring } from "./use-field-attributes";

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
  const id = useId();
  const native = control === "input";
  const labelClasses = hideLabel ? "sr-only" : "flex items-baseline gap-2 text-ui font-medium text-ink";
  const words = (
    <>
      {label}
      {optional && <span className="text-note font-normal text-ink-faint">{t("ui.optional")}</span>}
    </>
  );
  const wiring: FieldWiring = {
    controlId: `${id}control`,
    labelId: `${id}label`,
    describedBy: [error && `${id}error`, hint && `${id}hint`].filter(Boolean).join(" ") || undefined,
    isInvalid: Boolean(error),
    isDisabled: disabled ?? false,
    name,
  };
  return (
    <FieldContext value={wiring}>
      <div
        data-invalid={error ? "" : undefined}
        data-disabled={disabled ? "" : undefined}
        className={classNames("flex min-w-0 flex-col gap-1.5", className)}
      >
        {native ? (
          <label
            id={wiring.labelId}
            htmlFor={wiring.controlId}
            onMouseDown={preventSelection}
            className={labelClasses}
          >
            {words}
          </label>
        ) : (
          // A label would press the button that it belongs to.
          <div
            id={wiring.labelId}
            onClick={() => document.getElementById(wiring.controlId)?.focus()}
            className={labelClasses}
          >
            {words}
          </div>
        )}
        {children}
        {error && (
          <div id={`${id}error`} role="alert" className="flex items-start gap-1.5 text-note text-danger-ink">
            <CircleAlert
              aria-hidden
              className="mt-[calc((var(--size-note-line)-0.875rem)/2)] size-3.5 shrink-0"
            />
            <span>{error}</span>
          </div>
        )}
        {hint && (
          <p id={`${id}hint`} className="text-note text-ink-muted">
            {hint}
          </p>
        )}
      </div>
    </FieldContext>
  );
}

/** A double click on a label would select its words. */
function preventSelection(event: MouseEvent): void {
  if (event.detail > 1) {
    event.preventDefault();
  }
}
