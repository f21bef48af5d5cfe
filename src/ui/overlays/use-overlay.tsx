"use client";

import { useState, type ReactNode } from "react";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import type { Part } from "@/ui/on-demand/part";
import { usePart } from "@/ui/on-demand/use-part";
import type { OverlayProps } from "./overlay-props";
import { PlainDialog } from "./plain-dialog";

/**
 * Renders the popup of an overlay once it was opened, and nothing before: most are never opened. Where its code cannot be fetched,
 * `plain` opens instead; without one, a dialog says so and offers to try again. The page stays as it is.
 */
export function useOverlay<Props extends OverlayProps & { title: ReactNode }>(
  part: Part<Props>,
  props: Props,
  plain?: ReactNode,
): ReactNode {
  const t = useTranslate();
  const { open, onOpenChange } = props;
  // Once opened it stays, for its closing and for the next time.
  const [wasOpen, setWasOpen] = useState(open);
  if (open && !wasOpen) {
    setWasOpen(true);
  }
  const { render, isMissing, isTrying, tryAgain } = usePart(part, open, { early: wasOpen });
  // What opened plain stays plain until it closes: what was typed into it would go with it.
  const [isPlain, setIsPlain] = useState(false);
  if (isPlain !== (open && plain !== undefined && (isPlain || isMissing))) {
    setIsPlain(!isPlain);
  }
  if (isPlain) {
    return plain;
  }
  return isMissing ? (
    <PlainDialog
      title={props.title}
      description={<span role="alert">{t("ui.notFetched")}</span>}
      onClose={() => onOpenChange?.(false)}
      actions={
        <>
          <Button onClick={() => onOpenChange?.(false)}>{t("ui.close")}</Button>
          <Button variant="primary" loading={isTrying} onClick={tryAgain}>
            {t("ui.tryAgain")}
          </Button>
        </>
      }
    />
  ) : (
    render?.(props)
  );
}
