"use client";

import { Combobox as BaseCombobox } from "@base-ui/react/combobox";
import { ChevronsUpDown, X } from "lucide-react";
import { useRef } from "react";
import { useTranslate } from "@/messages/translate-provider";
import { ComboboxPopup, isSameItem, labelOfItem, type ComboboxItem } from "./combobox-popup";
import { controlGroupClasses } from "./control-styles";
import { useItemSearch, type ItemSearch } from "./use-item-search";

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

/** A combobox: finds one option among many (a person) by typing. */
export function Combobox(props: ComboboxProps) {
  const t = useTranslate();
  const { value, onValueChange, search, label } = props;
  const { placeholder = t("ui.search"), emptyText = t("ui.nothingFound") } = props;
  const { clearable = true, disabled, autoFocus } = props;
  const { items, state, find, stop } = useItemSearch(search);
  const group = useRef<HTMLDivElement>(null);

  return (
    <BaseCombobox.Root
      items={items}
      value={value}
      onValueChange={(next, details) => {
        // Escape closes; it must never clear the choice.
        if (details.reason === "escape-key") {
          details.cancel();
          return;
        }
        onValueChange(next);
      }}
      filter={null}
      autoHighlight
      itemToStringLabel={labelOfItem}
      isItemEqualToValue={isSameItem}
      disabled={disabled}
      onOpenChange={(open, details) => {
        if (!open) {
          stop();
        } else if (details.reason !== "input-change") {
          // When typing opened it, the search for the typed text is under way already.
          find("");
        }
      }}
      onInputValueChange={(query, details) => {
        if (details.reason === "input-change") {
          find(query.trim());
        }
      }}
    >
      <div ref={group} className={controlGroupClasses("flex h-(--control) items-center gap-1 pe-1.5 ps-3")}>
        {value?.icon && <span className="me-1 flex shrink-0">{value.icon}</span>}
        <BaseCombobox.Input
          aria-label={label}
          placeholder={placeholder}
          autoFocus={autoFocus}
          className="h-full min-w-0 flex-1 bg-transparent outline-none disabled:cursor-not-allowed"
        />
        {clearable && (
          <BaseCombobox.Clear
            aria-label={t("ui.clear")}
            className="flex size-(--hit) items-center justify-center rounded-md text-ink-faint transition-colors focus-ring hover:bg-hover hover:text-ink"
          >
            <X aria-hidden className="size-3.5" />
          </BaseCombobox.Clear>
        )}
        <BaseCombobox.Trigger
          aria-label={t("ui.showSuggestions")}
          className="flex size-(--hit) items-center justify-center rounded-md text-ink-faint focus-ring"
        >
          <ChevronsUpDown aria-hidden className="size-3.5" />
        </BaseCombobox.Trigger>
      </div>
      <ComboboxPopup state={state} count={items.length} emptyText={emptyText} anchor={group} />
    </BaseCombobox.Root>
  );
}
