"use client";

import { useEffect } from "react";

const holders = new Set<symbol>();

/** While `isHolding`, the page is not reloaded by itself: something is being sent, or was chosen and is stored nowhere (files). */
export function useHoldPage(isHolding: boolean): void {
  useEffect(() => {
    if (!isHolding) {
      return;
    }
    const me = Symbol("holder");
    holders.add(me);
    return () => {
      holders.delete(me);
    };
  }, [isHolding]);
}

/** Whether something is being written, chosen or sent on this page. */
export function isPageHeld(): boolean {
  return (
    holders.size > 0 ||
    document.querySelector("[role=dialog], [role=alertdialog]") !== null ||
    [...document.querySelectorAll("textarea, input, [contenteditable=true]")].some(isWritten)
  );
}

const NOT_TYPED = new Set(["hidden", "search", "checkbox", "radio", "button", "submit", "file"]);

function isWritten(field: Element): boolean {
  if (field instanceof HTMLInputElement) {
    const isTyped = !NOT_TYPED.has(field.type) && !field.readOnly && !field.hasAttribute("aria-hidden");
    return isTyped && field.value.trim() !== "";
  }
  return (field instanceof HTMLTextAreaElement ? field.value : field.textContent).trim() !== "";
}
