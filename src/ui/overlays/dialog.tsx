"use client";

import { makePart } from "@/ui/on-demand/part";
import type { DialogProps } from "./overlay-props";
import { PlainDialog } from "./plain-dialog";
import { useOverlay } from "./use-overlay";

const POPUP = makePart(() => import("./dialog-popup").then((code) => code.DialogPopup));

/** A modal dialog. The focus stays inside, and returns to where it was. */
export function Dialog(props: DialogProps) {
  const { mustOpen = false, onOpenChange, title, description, children, actions, initialFocus } = props;
  return useOverlay(
    POPUP,
    props,
    mustOpen ? (
      <PlainDialog
        title={title}
        description={description}
        actions={actions}
        initialFocus={initialFocus}
        onClose={() => onOpenChange?.(false)}
      >
        {children}
      </PlainDialog>
    ) : undefined,
  );
}
