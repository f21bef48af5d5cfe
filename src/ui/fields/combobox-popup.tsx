"use client";

import { Combobox } from "@base-ui/react/combobox";
import { Check } from "lucide-react";
import type { ReactNode, RefObject } from "react";
import { useTranslate } from "@/messages/translate-provider";
import { classNames } from "@/ui/class-names";
import { POPUP_CLASSES, POPUP_ITEM_CLASSES } from "./control-styles";
import { Spinner } from "@/ui/marks/spinner";

/** One option that can be found and chosen. */
export interface ComboboxItem {
  id: string;
  label: string;
  hint?: string;
  /** An Avatar or an icon in front. */
  icon?: ReactNode;
}

/** Whether two items are the same option. */
export function isSameItem(one: ComboboxItem, other: ComboboxItem): boolean {
  return one.id === other.id;
}

/** The label of an item. */
export function labelOfItem(item: ComboboxItem): string {
  return item.label;
}

/** The list under a combobox, with the search's state in words. */
export function ComboboxPopup({
  state,
  count,
  emptyText,
  anchor,
}: {
  state: "idle" | "searching" | "failed";
  count: number;
  emptyText: string;
  anchor?: RefObject<HTMLElement | null>;
}) {
  return (
    <Combobox.Portal>
      <Combobox.Positioner sideOffset={4} collisionPadding={8} anchor={anchor} className="z-50 outline-none">
        <Combobox.Popup
          aria-busy={state === "searching" || undefined}
          className={classNames(
            POPUP_CLASSES,
            "max-h-[min(var(--available-height),20rem)] w-[max(var(--anchor-width),14rem)] max-w-(--available-width)",
          )}
        >
          <Combobox.Status className="text-ink-muted">
            <StatusLine state={state} count={count} emptyText={emptyText} />
          </Combobox.Status>
          <Combobox.List>
            {(item: ComboboxItem) => (
              <Combobox.Item key={item.id} value={item} className={POPUP_ITEM_CLASSES}>
                {item.icon}
                <span className="flex min-w-0 flex-1 flex-col">
                  <bdi className="truncate">{item.label}</bdi>
                  {item.hint && <bdi className="truncate text-xs text-ink-muted">{item.hint}</bdi>}
                </span>
                <span className="flex size-4 text-accent">
                  <Combobox.ItemIndicator>
                    <Check aria-hidden />
                  </Combobox.ItemIndicator>
                </span>
              </Combobox.Item>
            )}
          </Combobox.List>
        </Combobox.Popup>
      </Combobox.Positioner>
    </Combobox.Portal>
  );
}

function StatusLine({ state, count, emptyText }: { state: string; count: number; emptyText: string }) {
  const t = useTranslate();
  if (state === "failed") {
    return <p className="px-2 py-1.5">{t("ui.searchFailed")}</p>;
  }
  if (count > 0) {
    return <span className="sr-only">{t("ui.results", { count })}</span>;
  }
  return (
    <p className="flex items-center gap-2 px-2 py-1.5">
      {state === "searching" && <Spinner />}
      {state === "searching" ? t("ui.searching") : emptyText}
    </p>
  );
}
