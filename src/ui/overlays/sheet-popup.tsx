"use client";

import { Dialog as BaseDialog } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { useTranslate } from "@/messages/translate-provider";
import { iconButtonClasses } from "@/ui/buttons/button-styles";
import { classNames } from "@/ui/class-names";
import type { SheetProps } from "./overlay-props";
import { SCRIM_CLASSES } from "./scrim";

const SIDES = {
  left: "inset-y-0 left-0 w-[min(20rem,calc(100vw-3rem))] data-starting-style:-translate-x-full data-ending-style:-translate-x-full",
  right:
    "inset-y-0 right-0 w-[min(26rem,calc(100vw-2rem))] data-starting-style:translate-x-full data-ending-style:translate-x-full",
  bottom:
    "inset-x-0 bottom-0 max-h-[88dvh] rounded-t-2xl data-starting-style:translate-y-full data-ending-style:translate-y-full",
};

/** The panel itself, whose code comes when it is first needed. */
export function SheetPopup({
  open,
  onOpenChange,
  side = "right",
  title,
  bare,
  children,
  className,
}: SheetProps) {
  const t = useTranslate();
  return (
    <BaseDialog.Root open={open} onOpenChange={onOpenChange}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className={SCRIM_CLASSES} />
        <BaseDialog.Popup
          className={classNames(
            "fixed z-50 flex flex-col bg-surface text-ui text-ink shadow-float outline-none transition-[translate] duration-200",
            SIDES[side],
            className,
          )}
        >
          {bare ? (
            <BaseDialog.Title className="sr-only">{title}</BaseDialog.Title>
          ) : (
            <div className="flex h-12 shrink-0 items-center justify-between gap-2 pr-2 pl-4">
              <BaseDialog.Title className="truncate font-semibold">{title}</BaseDialog.Title>
              <BaseDialog.Close aria-label={t("ui.close")} className={iconButtonClasses("ghost", "md")}>
                <X aria-hidden />
              </BaseDialog.Close>
            </div>
          )}
          <div className="flex min-h-0 flex-1 flex-col overflow-y-auto overscroll-contain pb-[env(safe-area-inset-bottom)]">
            {children}
          </div>
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}
