"use client";

import { useState } from "react";

/** Which rows are ticked. */
export interface RowSelection {
  ids: ReadonlySet<string>;
  /** Ticks or unticks a row; with `through` also all between it and the one ticked before. */
  toggle(id: string, through?: boolean): void;
  /** Ticks all rows, or unticks them when they all are. */
  toggleAll(): void;
  clear(): void;
}

/** Keeps which of `rowIds` are ticked; rows that leave the list leave the selection. */
export function useRowSelection(rowIds: readonly string[]): RowSelection {
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [last, setLast] = useState<string | null>(null);
  const ids = new Set(rowIds.filter((id) => ticked.has(id)));

  function toggle(id: string, through = false): void {
    const next = new Set(ids);
    const isTicked = !next.has(id);
    for (const one of through && last ? between(rowIds, last, id) : [id]) {
      if (isTicked) {
        next.add(one);
      } else {
        next.delete(one);
      }
    }
    setTicked(next);
    setLast(id);
  }

  return {
    ids,
    toggle,
    toggleAll: () => setTicked(new Set(ids.size === rowIds.length ? [] : rowIds)),
    clear: () => setTicked(new Set()),
  };
}

function between(ids: readonly string[], from: string, to: string): readonly string[] {
  const [start, end] = [ids.indexOf(from), ids.indexOf(to)].sort((a, b) => a - b);
  return start === undefined || end === undefined || start < 0 ? [to] : ids.slice(start, end + 1);
}
