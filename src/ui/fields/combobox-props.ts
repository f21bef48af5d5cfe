import type { ReactNode } from "react";
import type { FieldAttributes } from "./use-field-attributes";
import type { ItemSearch } from "./use-item-search";

/** One option that can be found and chosen. */
export interface ComboboxItem {
  id: string;
  label: string;
  hint?: string;
  /** An Avatar or an icon in front. */
  icon?: ReactNode;
}

/** The props of Combobox; controlled. */
export interface ComboboxProps {
  value: ComboboxItem | null;
  onValueChange: (value: ComboboxItem | null) => void;
  search: ItemSearch<ComboboxItem>;
  placeholder?: string;
  /** The name for screen readers where no Field gives one. */
  label?: string;
  emptyText?: string;
  /** Whether the choice can be cleared. */
  clearable?: boolean;
  disabled?: boolean;
  autoFocus?: boolean;
}

/** The props of MultiCombobox; controlled. */
export interface MultiComboboxProps {
  value: ComboboxItem[];
  onValueChange: (value: ComboboxItem[]) => void;
  search: ItemSearch<ComboboxItem>;
  /** Makes a new item of the typed text where nothing has that name (tags); absent, only found items can be chosen. */
  create?: (label: string) => ComboboxItem;
  placeholder?: string;
  label?: string;
  emptyText?: string;
  disabled?: boolean;
  /** "plain" in a list of properties: no box until it is hovered or focused. */
  appearance?: "field" | "plain";
}

/** What somebody did before the code of a combobox was here, and what its Field says. */
export interface ComboboxStart {
  /** Typed already; "" where only the list was asked for; null: nothing happened yet. */
  typed: string | null;
  hasFocus: boolean;
  wired: FieldAttributes;
}
