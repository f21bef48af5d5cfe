"use client";

import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { makePart } from "@/ui/on-demand/part";
import type { AlertDialogProps } from "./overlay-props";
import { PlainDialog } from "./plain-dialog";
import { useConfirmation } from "./use-confirmation";
import { useOverlay } from "./use-overlay";

const POPUP = makePart(() => import("./alert-dialog-popup").then((code) => code.AlertDialogPopup));

/** A question before an action that is hard to undo. Where undo is possible, use a toast with Undo. */
export function AlertDialog(props: AlertDialogProps) {
  return useOverlay(POPUP, props, <PlainQuestion {...props} />);
}

/** The question where its code could not be fetched. */
function PlainQuestion(props: AlertDialogProps) {
  const t = useTranslate();
  const { title, description, confirmLabel, cancelLabel = t("ui.cancel"), danger = false } = props;
  const { isBusy, failure, change, confirm } = useConfirmation(props);
  return (
    <PlainDialog
      title={title}
      description={description}
      onClose={() => change(false)}
      actions={
        <>
          <Button onClick={() => change(false)} disabled={isBusy}>
            {cancelLabel}
          </Button>
          <Button variant={danger ? "danger" : "primary"} loading={isBusy} onClick={() => void confirm()}>
            {confirmLabel}
          </Button>
        </>
      }
    >
      <p role="alert" className="text-danger-ink empty:hidden">
        {failure}
      </p>
    </PlainDialog>
  );
}
