"use client";

import { useState, type ComponentType } from "react";
import { useTranslate } from "@/messages/translate-provider";
import type { Part } from "@/ui/on-demand/part";
import { usePart } from "@/ui/on-demand/use-part";
import { useTrigger, type OpeningTrigger } from "@/ui/on-demand/use-trigger";
import type { Opener, OverlayProps } from "./overlay-props";
import { toast } from "./toast";

/**
 * The parts of an overlay on the page: its button, and its popup once somebody comes near the button or opens it. Where the
 * popup's code cannot be fetched, a toast says so, and the page stays as it is.
 */
export function useOverlay<Props>(
  part: Part<Props & Opener>,
  { trigger: button, open = false, onOpenChange }: OverlayProps,
  attributes: Record<string, string>,
): { Popup: ComponentType<Props & Opener> | null; trigger: OpeningTrigger | null } {
  const t = useTranslate();
  const trigger = useTrigger(button, attributes);
  // Once opened it stays, for its closing and for the next time.
  const [wasOpen, setWasOpen] = useState(open);
  if (open && !wasOpen) {
    setWasOpen(true);
  }
  const Popup = usePart(part, trigger.isNeeded || wasOpen, () => {
    const isAsked = trigger.wire.isPressed || open;
    trigger.giveUp();
    setWasOpen(false);
    if (isAsked) {
      onOpenChange?.(false);
      toast.error(t("ui.notFetched"));
    }
  });
  return { Popup, trigger: button ? trigger : null };
}
