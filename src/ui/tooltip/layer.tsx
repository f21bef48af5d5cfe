"use client";

import { createContext, useEffect, useState, type ReactNode } from "react";
import { makePart } from "@/ui/on-demand/part";
import { usePart } from "@/ui/on-demand/use-part";
import { TooltipTimes, type ShownTip, type Tips } from "./times";

const NOBODY: Tips = { show() {}, leave() {}, hide() {}, update() {} };

/** The page's tooltip; without a layer nothing is shown. */
export const TooltipContext = createContext<Tips>(NOBODY);

const BUBBLE = makePart(() => import("./bubble").then((code) => code.TooltipBubble));

/** Provides and renders the tooltip of a page. */
export function TooltipLayer({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<ShownTip | null>(null);
  const [times] = useState(() => new TooltipTimes(setShown));
  // Nothing depends on a tooltip: where its code cannot be fetched, there is none.
  const { render } = usePart(BUBBLE, shown !== null);
  useEffect(() => () => times.close(), [times]);
  const isOpen = shown?.isOpen ?? false;
  useEffect(() => {
    if (!isOpen) {
      return;
    }
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === "Escape") {
        times.close();
      }
    };
    document.addEventListener("keydown", onKey, true);
    return () => document.removeEventListener("keydown", onKey, true);
  }, [isOpen, times]);
  return (
    <TooltipContext value={times}>
      {children}
      {shown && render?.({ shown, times })}
    </TooltipContext>
  );
}
