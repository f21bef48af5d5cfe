"use client";

import { useState, type FocusEvent, type RefObject } from "react";
import { useKeys } from "./use-keys";

/** The focused row of a list. */
export interface ListKeys {
  /** The row that the Tab key goes to: the last focused one, or the first. */
  activeId: string | null;
  /** Set it on the element that holds the rows: follows the focus however it moves. */
  onFocus: (event: FocusEvent) => void;
}

/** J and K, or the arrows, move from row to row (each marked by data-row-id, holding one data-row-link); X selects. */
export function useListKeys(
  list: RefObject<HTMLElement | null>,
  rowIds: readonly string[],
  onTick: ((id: string) => void) | null,
): ListKeys {
  const [focusedId, setFocusedId] = useState<string | null>(null);
  const activeId = focusedId !== null && rowIds.includes(focusedId) ? focusedId : (rowIds[0] ?? null);

  function hasFocus(): boolean {
    return list.current?.contains(document.activeElement) ?? false;
  }

  function move(step: number): void {
    const now = hasFocus() || focusedId !== null ? rowIds.indexOf(activeId ?? "") + step : 0;
    const id = rowIds[Math.max(0, Math.min(rowIds.length - 1, now))];
    const link =
      id === undefined
        ? null
        : list.current?.querySelector<HTMLElement>(`[data-row-id="${id}"] [data-row-link]`);
    link?.focus();
    link?.closest("[data-row-id]")?.scrollIntoView({ block: "nearest" });
  }

  useKeys({
    j: () => move(1),
    k: () => move(-1),
    ArrowDown: () => (hasFocus() ? move(1) : false),
    ArrowUp: () => (hasFocus() ? move(-1) : false),
    x: () => (onTick && hasFocus() && activeId ? onTick(activeId) : false),
  });

  return {
    activeId,
    onFocus: (event) => {
      const row = event.target.closest<HTMLElement>("[data-row-id]");
      if (row?.dataset["rowId"]) {
        setFocusedId(row.dataset["rowId"]);
      }
    },
  };
}
