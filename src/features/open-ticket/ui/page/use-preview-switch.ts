"use client";

import { usePathname } from "next/navigation";
import { useState } from "react";

/** Whether a ticket is looked at as its requester; the address says it too, so that a reload shows the same. */
export function usePreviewSwitch(isAsked: boolean): {
  isOn: boolean;
  /** It was on before, on this page: the keyboard goes back to where it was switched on. */
  wasOn: boolean;
  enter(): void;
  leave(): void;
} {
  const path = usePathname();
  const [isOn, setOn] = useState(isAsked);
  const [wasOn, setWasOn] = useState(false);
  function turn(on: boolean): void {
    window.history.replaceState(null, "", on ? `${path}?as=requester` : path);
    setOn(on);
    setWasOn(!on);
  }
  return { isOn, wasOn, enter: () => turn(true), leave: () => turn(false) };
}
