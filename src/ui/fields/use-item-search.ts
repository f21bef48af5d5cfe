"use client";

import { useEffect, useRef, useState } from "react";

/** Finds items by the typed text ("" for suggestions). Must stop when the signal is aborted. */
export type ItemSearch<Item> = (query: string, signal: AbortSignal) => Promise<Item[]>;

/** The state of a search. */
export interface ItemSearchState<Item> {
  items: Item[];
  state: "idle" | "searching" | "failed";
  find: (query: string) => void;
  stop: () => void;
}

const PAUSE_MS = 150;

/** Searches after a short pause in typing; an older answer never replaces a newer one. */
export function useItemSearch<Item>(search: ItemSearch<Item>): ItemSearchState<Item> {
  const [items, setItems] = useState<Item[]>([]);
  const [state, setState] = useState<ItemSearchState<Item>["state"]>("idle");
  const controller = useRef<AbortController | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  function stop() {
    clearTimeout(timer.current);
    controller.current?.abort();
  }

  useEffect(() => stop, []);

  function find(query: string) {
    stop();
    const mine = new AbortController();
    controller.current = mine;
    setState("searching");
    timer.current = setTimeout(
      () => {
        search(query, mine.signal).then(
          (found) => {
            if (!mine.signal.aborted) {
              setItems(found);
              setState("idle");
            }
          },
          () => {
            if (!mine.signal.aborted) {
              setItems([]);
              setState("failed");
            }
          },
        );
      },
      query === "" ? 0 : PAUSE_MS,
    );
  }

  return { items, state, find, stop };
}
