"use client";

import { makePart } from "@/ui/on-demand/part";
import type { SheetProps } from "./overlay-props";
import { useOverlay } from "./use-overlay";

const POPUP = makePart(() => import("./sheet-popup").then((code) => code.SheetPopup));

/** A panel that slides in from an edge: navigation or details on narrow screens. */
export function Sheet(props: SheetProps) {
  return useOverlay(POPUP, props);
}
