"use client";

import { AlertDialog as BaseAlertDialog } from "@base-ui/react/alert-dialog";
import { useRef, useState, type ReactElement, type ReactNode } from "react";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { SCRIM_CLASSES } from "./dialog";

/** The props of AlertDialog; open it by `trigger`, or by `open` and `onOpenChange`. */
export interface AlertDialogProps {
  trigger?: ReactElement;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  /** The question, naming the thing: "Delete this comment?". */
  title: ReactNode;
  /** The consequence, and whether it can be undone. */
  description: ReactNode;
  /** The verb, as on the button that led here: "Delete". */
  confirmLabel: string;
  cancelLabel?: string;
  /** For a destructive action: the button is red, and Cancel has the focus. */
  danger?: boolean;
  /** May return a promise: the dialog is busy until it settles, closes when it resolves, and stays open when it rejects. */
  onConfirm: () => void | Promise<void>;
}

/** A question before an action that is hard to undo. Where undo is possible, use a toast with Undo. */
export function AlertDialog(props: AlertDialogProps) {
  const t = useTranslate();
  const {
    trigger,
    title,
    description,
    confirmLabel,
    cancelLabel = t("ui.cancel"),
    danger = false,
    onConfirm,
  } = props;
  const [ownOpen, setOwnOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const cancel = useRef<HTMLButtonElement>(null);
  const open = props.open ?? ownOpen;
  const [wasOpen, setWasOpen] = useState(open);
  if (open && !wasOpen) {
    setWasOpen(true);
  }

  function change(next: boolean) {
    setFailed(null);
    setOwnOpen(next);
    props.onOpenChange?.(next);
  }

  async function confirm() {
    setBusy(true);
    setFailed(null);
    try {
      await onConfirm();
      change(false);
    } catch (error) {
      setFailed(error instanceof Error && error.message ? error.message : t("ui.failed"));
    } finally {
      setBusy(false);
    }
  }

  if (!trigger && !wasOpen) {
    // Each message of a thread has one, and hardly any is ever opened.
    return null;
  }
  return (
    <BaseAlertDialog.Root open={open} onOpenChange={change}>
      {trigger && <BaseAlertDialog.Trigger render={trigger} />}
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
              {failed}
            </p>
            <div className="mt-5 flex flex-wrap justify-end gap-2">
              <Button ref={cancel} onClick={() => change(false)} disabled={busy}>
                {cancelLabel}
              </Button>
              <Button variant={danger ? "danger" : "primary"} loading={busy} onClick={confirm}>
                {confirmLabel}
              </Button>
            </div>
          </BaseAlertDialog.Popup>
        </BaseAlertDialog.Viewport>
      </BaseAlertDialog.Portal>
    </BaseAlertDialog.Root>
  );
}
