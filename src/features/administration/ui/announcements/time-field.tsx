"use client";

import { useState, type ReactNode } from "react";
import { Field } from "@/ui/fields/field";
import { Input } from "@/ui/fields/input";

/** The props of TimeField. */
export interface TimeFieldProps {
  label: string;
  hint: string;
  error: string | null;
  /** ISO 8601; null where none is set. */
  value: string | null;
  onChange: (value: string | null) => void;
  /** Below the input. */
  children?: ReactNode;
}

/** A day and a time by the reader's own clock, to the minute; may be left empty. */
export function TimeField({ label, hint, error, value, onChange, children }: TimeFieldProps) {
  const [text, setText] = useState({ of: value, typed: toLocal(value) });
  // Another value came from outside, such as another admin's.
  if (text.of !== value) {
    setText({ of: value, typed: toLocal(value) });
  }
  function type(typed: string): void {
    const date = typed === "" ? null : new Date(typed);
    if (date !== null && Number.isNaN(date.getTime())) {
      return;
    }
    const next = date?.toISOString() ?? null;
    setText({ of: next, typed });
    onChange(next);
  }
  return (
    <Field label={label} optional hint={hint} error={error}>
      <Input type="datetime-local" value={text.typed} onChange={(event) => type(event.target.value)} />
      {children}
    </Field>
  );
}

function toLocal(value: string | null): string {
  if (value === null) {
    return "";
  }
  const date = new Date(value);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
