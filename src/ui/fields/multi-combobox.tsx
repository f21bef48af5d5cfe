"use client";

import { Combobox as BaseCombobox } from "@base-ui/react/combobox";
import { X } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslate } from "@/messages/translate-provider";
import { ComboboxPopup, isSameItem, labelOfItem, type ComboboxItem } from "./combobox-popup";
import { controlGroupClasses } from "./control-styles";
import { useItemSearch, type ItemSearch } from "./use-item-search";

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

/** A combobox for several options; the chosen ones are chips in front. Backspace removes the last. */
export function MultiCombobox(props: MultiComboboxProps) {
  const t = useTranslate();
  const { value, onValueChange, search, create, label, disabled, appearance = "field" } = props;
  const { placeholder = t("ui.search"), emptyText = t("ui.nothingFound") } = props;
  const { items, state, find, stop } = useItemSearch(search);
  const [query, setQuery] = useState("");
  const group = useRef<HTMLDivElement>(null);
  const offered = withCreated(items, query.trim().normalize("NFC"), create, value, t("ui.createNew"));

  return (
    <BaseCombobox.Root
      multiple
      items={offered}
      value={value}
      onValueChange={(next, details) => {
        // Escape closes; it must never clear the choice.
        if (details.reason === "escape-key") {
          details.cancel();
          return;
        }
        onValueChange(next.map((item) => (isCreated(item) && create ? create(item.label) : item)));
        setQuery("");
        find("");
      }}
      inputValue={query}
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
          find(query.trim());
        }
      }}
      onInputValueChange={(next, details) => {
        setQuery(next);
        if (details.reason === "input-change") {
          find(next.trim());
        }
      }}
    >
      <BaseCombobox.Chips
        ref={group}
        className={
          appearance === "plain"
            ? PLAIN_CLASSES
            : controlGroupClasses("flex min-h-(--control) flex-wrap items-center gap-1 px-1.5 py-1")
        }
      >
        {value.map((item) => (
          <BaseCombobox.Chip
            key={item.id}
            aria-label={item.label}
            className="flex h-6 max-w-full cursor-default items-center gap-1 rounded-md bg-neutral-soft ps-1.5 text-xs font-medium text-neutral-ink outline-none focus-within:bg-accent-soft data-highlighted:bg-accent-soft pointer-coarse:h-9"
          >
            {item.icon}
            <bdi className="truncate">{item.label}</bdi>
            <BaseCombobox.ChipRemove
              aria-label={t("ui.remove", { name: item.label })}
              className="flex size-6 items-center justify-center rounded-md focus-ring hover:bg-pressed pointer-coarse:size-9"
            >
              <X aria-hidden className="size-3" />
            </BaseCombobox.ChipRemove>
          </BaseCombobox.Chip>
        ))}
        <BaseCombobox.Input
          aria-label={label}
          placeholder={value.length === 0 || appearance === "plain" ? placeholder : undefined}
          className="h-6 min-w-14 flex-1 bg-transparent px-1.5 outline-none disabled:cursor-not-allowed"
        />
      </BaseCombobox.Chips>
      <ComboboxPopup
        state={state}
        count={offered.length}
        emptyText={create && query.trim() === "" ? t("ui.typeToCreate") : emptyText}
        anchor={group}
      />
    </BaseCombobox.Root>
  );
}

const PLAIN_CLASSES =
  "-mx-1.5 flex min-h-8 min-w-0 flex-wrap items-center gap-1 rounded-lg px-1.5 py-1 text-field text-ink " +
  "hover:bg-hover focus-within:bg-surface focus-within:ring-2 focus-within:ring-ring forced-colors:border";

const CREATED = "created:";

function isCreated(item: ComboboxItem): boolean {
  return item.id.startsWith(CREATED);
}

function withCreated(
  items: ComboboxItem[],
  query: string,
  create: MultiComboboxProps["create"],
  value: ComboboxItem[],
  hint: string,
): ComboboxItem[] {
  const known = [...items, ...value].some(
    (item) => item.label.toLocaleLowerCase() === query.toLocaleLowerCase(),
  );
  if (!create || query === "" || known) {
    return items;
  }
  return [...items, { id: `${CREATED}${query}`, label: query, hint }];
}
