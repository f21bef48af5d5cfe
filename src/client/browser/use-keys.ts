"use client";

import { useEffect, useEffectEvent } from "react";
import { useMe } from "./me";

/** What single keys do, by the key as the keyboard says it ("j", "/", "?"). Returning false lets the key go on. */
export type KeyActions = Record<string, (event: KeyboardEvent) => void | false>;

/**
 * Lets single keys do things on this page while nothing is being typed and nothing floats over it; not at all for
 * whoever switched them off.
 */
export function useKeys(actions: KeyActions): void {
  const { hasShortcuts } = useMe();
  const act = useEffectEvent((event: KeyboardEvent) => {
    const action = actions[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (action && !isBusyElsewhere(event) && action(event) !== false) {
      event.preventDefault();
    }
  });
  useEffect(() => {
    if (!hasShortcuts) {
      return;
    }
    const listener = (event: KeyboardEvent): void => act(event);
    window.addEventListener("keydown", listener);
    return () => window.removeEventListener("keydown", listener);
  }, [hasShortcuts]);
}

const TYPING =
  "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]:not([contenteditable=false])";
// Toasts are dialogs as well, but nobody is inside one: they do not say that they are open.
const FLOATING = "[role=dialog][data-open], [role=alertdialog][data-open], [role=menu], [role=listbox]";

function isBusyElsewhere(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) {
    return true;
  }
  return (event.target instanceof Element && event.target.closest(TYPING) !== null) || isSomethingOpen();
}

/** A select keeps its closed list in the page, hidden: only what is seen counts. */
function isSomethingOpen(): boolean {
  return [...document.querySelectorAll(FLOATING)].some((element) => element.getClientRects().length > 0);
}
