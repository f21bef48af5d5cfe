"use client";

import { makePart } from "@/ui/on-demand/part";
import type { AlertDialogProps } from "./overlay-props";
import { useOverlay } from "./use-overlay";

const POPUP = makePart(() => import("./alert-dialog-popup").then((code) => code.AlertDialogPopup));

/** A question before an action that is hard to undo. Where undo is possible, use a toast with Undo. */
export function AlertDialog(props: AlertDialogProps) {
  const popup = useOverlay(POPUP, props);
  return popup && popup(props);
}
