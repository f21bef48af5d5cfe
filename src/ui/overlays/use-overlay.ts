"use client";

import { useState, type ReactElement } from "react";
import { useTranslate } from "@/messages/translate-provider";
import type { Part } from "@/ui/on-demand/part";
import { usePart } from "@/ui/on-demand/use-part";
import type { OverlayProps } from "./overlay-props";
import { toast } from "./toast";

/**
 * What renders the popup of an overlay once it was opened, and null before: most are never opened. Where its code cannot be fetched, a toast
 * says so, what was to open closes, and the page stays as it is.
 */
export function useOverlay<Props extends object>(
  part: Part<Props>,
  { open, onOpenChange }: OverlayProps,
): ((props: Props) => ReactElement) | null {
  const t = useTranslate();
  // Once opened it stays, for its closing and for the next time.
  const [wasOpen, setWasOpen] = useState(open);
  if (open && !wasOpen) {
    setWasOpen(true);
  }
  const onFailed = (): void => {
    onOpenChange?.(false);
    toast.error(t("ui.notFetched"));
  };
  return usePart(part, open, onFailed, { early: wasOpen });
}
