"use client";

import { useCallback, useReducer } from "react";

/** Which rows are selected. */
export interface RowSelection {
  ids: ReadonlySet<string>;
  /** Selects or deselects a row; with `through` also all between it and the last one. */
  toggle(id: string, through?: boolean): void;
  /** Selects all rows, or deselects them when all are selected. */
  toggleAll(): void;
  clear(): void;
  /** Deselects these. */
  drop(ids: readonly string[]): void;
}

interface Ticks {
  ticked: ReadonlySet<string>;
  /** The row that was clicked last. */
  last: string | null;
}

type Ticking =
  | { kind: "row"; id: string; through: boolean }
  | { kind: "all" }
  | { kind: "none" }
  | { kind: "drop"; ids: readonly string[] };

/**
 * Keeps which of `rowIds` are selected; rows that leave the list leave the selection. `toggle` stays the same
 * function, whatever the rows are, so that rows are not rendered again because of it.
 */
export function useRowSelection(rowIds: readonly string[]): RowSelection {
  const [{ ticked }, tick] = useReducer((before: Ticks, ticking: Ticking) => after(before, ticking, rowIds), {
    ticked: new Set<string>(),
    last: null,
  });
  const toggle = useCallback((id: string, through = false) => tick({ kind: "row", id, through }), []);
  return {
    ids: among(rowIds, ticked),
    toggle,
    toggleAll: () => tick({ kind: "all" }),
    clear: () => tick({ kind: "none" }),
    drop: (dropped) => tick({ kind: "drop", ids: dropped }),
  };
}

function after({ ticked, last }: Ticks, ticking: Ticking, rowIds: readonly string[]): Ticks {
  const ids = among(rowIds, ticked);
  switch (ticking.kind) {
    case "none":
      return { ticked: new Set(), last };
    case "drop":
      return { ticked: new Set([...ids].filter((id) => !ticking.ids.includes(id))), last };
    case "all":
      return { ticked: new Set(ids.size === rowIds.length ? [] : rowIds), last };
    case "row": {
      const isTicked = !ids.has(ticking.id);
      for (const id of ticking.through && last ? between(rowIds, last, ticking.id) : [ticking.id]) {
        if (isTicked) {
          ids.add(id);
        } else {
          ids.delete(id);
        }
      }
      return { ticked: ids, last: ticking.id };
    }
  }
}

function among(rowIds: readonly string[], ticked: ReadonlySet<string>): Set<string> {
  return new Set(rowIds.filter((id) => ticked.has(id)));
}

function between(ids: readonly string[], from: string, to: string): readonly string[] {
  const [start, end] = [ids.indexOf(from), ids.indexOf(to)].sort((a, b) => a - b);
  return start === undefined || end === undefined || start < 0 ? [to] : ids.slice(start, end + 1);
}
