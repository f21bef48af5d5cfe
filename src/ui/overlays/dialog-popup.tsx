"use client";

import { Dialog as BaseDialog } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { useTranslate } from "@/messages/translate-provider";
import { iconButtonClasses } from "@/ui/buttons/button-styles";
import { classNames } from "@/ui/class-names";
import type { DialogProps } from "./overlay-props";
import { SCRIM_CLASSES } from "./scrim";

const WIDTHS = { sm: "max-w-md", md: "max-w-xl", lg: "max-w-3xl" };

/** The dialog itself, whose code comes when it is first needed. */
export function DialogPopup(props: DialogProps) {
  const t = useTranslate();
  const { open, onOpenChange, title, description, children, actions, size = "md", initialFocus } = props;
  return (
    <BaseDialog.Root open={open} onOpenChange={onOpenChange}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className={SCRIM_CLASSES} />
        <BaseDialog.Viewport className="fixed inset-0 z-50 flex items-end justify-center overflow-y-auto sm:items-start sm:p-6 sm:pt-[12dvh]">
          <BaseDialog.Popup
            initialFocus={initialFocus}
            className={classNames(
              "flex max-h-[92dvh] w-full flex-col rounded-t-2xl bg-raised text-ui text-ink shadow-float outline-none sm:max-h-none sm:rounded-2xl forced-colors:border",
              "transition-[opacity,translate,scale] duration-150 data-starting-style:translate-y-2 data-starting-style:opacity-0 data-ending-style:translate-y-1 data-ending-style:opacity-0",
              WIDTHS[size],
            )}
          >
            <div className="flex items-start justify-between gap-4 px-5 pt-5">
              <div className="min-w-0">
                <BaseDialog.Title className="text-base font-semibold">{title}</BaseDialog.Title>
                {description && (
                  <BaseDialog.Description className="mt-1 text-ink-muted">
                    {description}
                  </BaseDialog.Description>
                )}
              </div>
              <BaseDialog.Close
                aria-label={t("ui.close")}
                className={iconButtonClasses("ghost", "sm", "-mt-1 -me-2")}
              >
                <X aria-hidden />
              </BaseDialog.Close>
            </div>
            {children !== undefined && (
              <div className="min-h-0 overflow-y-auto px-5 py-4 sm:overflow-visible">{children}</div>
            )}
            {actions && (
              <div className="flex flex-wrap justify-end gap-2 px-5 pt-1 pb-[calc(1.25rem+env(safe-area-inset-bottom))]">
                {actions}
              </div>
            )}
          </BaseDialog.Popup>
        </BaseDialog.Viewport>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}
