import type { ReactNode } from "react";

/** One option: its value, its label, and perhaps an icon in front and an explanation. */
export interface SelectOption<Value extends string> {
  value: Value;
  label: string;
  icon?: ReactNode;
  hint?: string;
  disabled?: boolean;
}

/** The props of Select; controlled by `value` and `onValueChange`. */
export interface SelectProps<Value extends string> {
  options: readonly SelectOption<Value>[];
  value: Value | null;
  onValueChange: (value: Value) => void;
  placeholder?: string;
  /** The name for screen readers where no Field gives one. */
  label?: string;
  name?: string;
  disabled?: boolean;
  /** "field" looks like an input; "plain" sits quietly in a list of properties until hovered. */
  appearance?: "field" | "plain";
  onOpenChange?: (open: boolean) => void;
  open?: boolean;
  className?: string;
}
