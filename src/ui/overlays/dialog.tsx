"use client";

import { makePart } from "@/ui/on-demand/part";
import type { DialogProps } from "./overlay-props";
import { useOverlay } from "./use-overlay";

const POPUP = makePart(() => import("./dialog-popup").then((code) => code.DialogPopup));

/** A modal dialog. The focus stays inside, and returns to where it was. */
export function Dialog(props: DialogProps) {
  const popup = useOverlay(POPUP, props);
  return popup && popup(props);
}
