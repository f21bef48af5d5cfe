"use client";

import { Combobox as BaseCombobox } from "@base-ui/react/combobox";
import { X } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslate } from "@/messages/translate-provider";
import { ComboboxPopup, isSameItem, labelOfItem } from "./combobox-popup";
import type { ComboboxItem, ComboboxStart, MultiComboboxProps } from "./combobox-props";
import { CHIP_CLASSES, CHIP_REMOVE_CLASSES, CHIPS_INPUT_CLASSES, chipsClasses } from "./control-styles";
import { useFirst, wiredInput } from "./use-stand-in";
import { useItemSearch } from "./use-item-search";

/** The combobox itself, whose code comes after the page. */
export function MultiComboboxControl(props: MultiComboboxProps & { start: ComboboxStart }) {
  const t = useTranslate();
  const { value, onValueChange, search, create, label, appearance = "field" } = props;
  const { typed, hasFocus, wired } = props.start;
  const { placeholder = t("ui.search"), emptyText = t("ui.nothingFound") } = props;
  const { items, state, find, stop } = useItemSearch(search);
  const [query, setQuery] = useState(typed ?? "");
  const group = useRef<HTMLDivElement>(null);
  useFirst(() => typed !== null && find(typed.trim()));
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
      disabled={wired.disabled}
      defaultOpen={typed !== null}
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
      <BaseCombobox.Chips ref={group} className={chipsClasses(appearance)}>
        {value.map((item) => (
          <BaseCombobox.Chip key={item.id} aria-label={item.label} className={CHIP_CLASSES}>
            {item.icon}
            <bdi className="truncate">{item.label}</bdi>
            <BaseCombobox.ChipRemove
              aria-label={t("ui.remove", { name: item.label })}
              className={CHIP_REMOVE_CLASSES}
            >
              <X aria-hidden className="size-3" />
            </BaseCombobox.ChipRemove>
          </BaseCombobox.Chip>
        ))}
        <BaseCombobox.Input
          {...wiredInput(wired)}
          autoFocus={hasFocus}
          aria-label={label}
          placeholder={value.length === 0 || appearance === "plain" ? placeholder : undefined}
          className={CHIPS_INPUT_CLASSES}
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
