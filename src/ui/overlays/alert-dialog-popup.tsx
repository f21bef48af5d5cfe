"use client";

import { AlertDialog as BaseAlertDialog } from "@base-ui/react/alert-dialog";
import { useRef } from "react";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import type { AlertDialogProps } from "./overlay-props";
import { SCRIM_CLASSES } from "./scrim";
import { useConfirmation } from "./use-confirmation";

/** The question itself, whose code comes when it is first needed. */
export function AlertDialogPopup(props: AlertDialogProps) {
  const t = useTranslate();
  const { open, title, description, confirmLabel, cancelLabel = t("ui.cancel"), danger = false } = props;
  const { isBusy, failure, change, confirm } = useConfirmation(props);
  const cancel = useRef<HTMLButtonElement>(null);

  return (
    <BaseAlertDialog.Root open={open} onOpenChange={change}>
      <BaseAlertDialog.Portal>
        <BaseAlertDialog.Backdrop className={SCRIM_CLASSES} />
        <BaseAlertDialog.Viewport className="fixed inset-0 z-50 flex items-end justify-center p-4 sm:items-start sm:pt-[20dvh]">
          <BaseAlertDialog.Popup
            initialFocus={danger ? cancel : undefined}
            className="w-full max-w-md rounded-2xl bg-raised p-5 text-ui text-ink shadow-float outline-none transition-[opacity,translate] duration-150 data-starting-style:translate-y-2 data-starting-style:opacity-0 data-ending-style:opacity-0 forced-colors:border"
          >
            <BaseAlertDialog.Title className="text-base font-semibold">{title}</BaseAlertDialog.Title>
            <BaseAlertDialog.Description className="mt-1.5 text-ink-muted">
              {description}
            </BaseAlertDialog.Description>
            <p role="alert" className="mt-2 text-danger-ink empty:hidden">
              {failure}
            </p>
            <div className="mt-5 flex flex-wrap justify-end gap-2">
              <Button ref={cancel} onClick={() => change(false)} disabled={isBusy}>
                {cancelLabel}
              </Button>
              <Button variant={danger ? "danger" : "primary"} loading={isBusy} onClick={confirm}>
                {confirmLabel}
              </Button>
            </div>
          </BaseAlertDialog.Popup>
        </BaseAlertDialog.Viewport>
      </BaseAlertDialog.Portal>
    </BaseAlertDialog.Root>
  );
}
