"use client";

import { useState } from "react";
import { useTranslate } from "@/messages/translate-provider";
import type { AlertDialogProps } from "./overlay-props";

/** What answering a question comes to: busy until the action settles, and what it failed with. */
export interface Confirmation {
  isBusy: boolean;
  failure: string | null;
  change(open: boolean): void;
  confirm(): Promise<void>;
}

/** Runs the action of a question: it closes when that resolves, and stays open with the reason when it rejects. */
export function useConfirmation({ onConfirm, onOpenChange }: AlertDialogProps): Confirmation {
  const t = useTranslate();
  const [isBusy, setIsBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  function change(open: boolean): void {
    setFailure(null);
    onOpenChange?.(open);
  }

  async function confirm(): Promise<void> {
    setIsBusy(true);
    setFailure(null);
    try {
      await onConfirm();
      change(false);
    } catch (error) {
      setFailure(error instanceof Error && error.message ? error.message : t("ui.failed"));
    } finally {
      setIsBusy(false);
    }
  }

  return { isBusy, failure, change, confirm };
}
