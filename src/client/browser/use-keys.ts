"use client";

import { useEffect, useEffectEvent } from "react";
import { useMe } from "./me";

/** The actions of single keys, by the event's key ("j", "/", "?"). Returning false lets the event go on. */
export type KeyActions = Record<string, (event: KeyboardEvent) => void | false>;

/**
 * Enables single-key shortcuts on this page while nothing is being typed and no dialog is open; not for
 * people who switched them off.
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
// Toasts are dialogs as well, but do not take the focus: they carry no `data-open`.
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
