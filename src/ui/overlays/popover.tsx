"use client";

import { makePart } from "@/ui/on-demand/part";
import type { PopoverProps } from "./overlay-props";
import { useOverlay } from "./use-overlay";

const POPUP = makePart(() => import("./popover-popup").then((code) => code.PopoverPopup));
const DIALOG = { "aria-haspopup": "dialog" };

/** A popover beside a button, for a handful of controls. Escape or a click outside closes it. */
export function Popover(props: PopoverProps) {
  const { Popup, trigger } = useOverlay(POPUP, props, DIALOG);
  return (
    <>
      {trigger?.button}
      {Popup && <Popup {...props} opener={trigger} />}
    </>
  );
}
