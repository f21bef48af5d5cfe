"use client";

import { Toast as BaseToast } from "@base-ui/react/toast";
import { CircleAlert, CircleCheck, Info, X, type LucideIcon } from "lucide-react";
import { useEffect } from "react";
import { useTranslate } from "@/messages/translate-provider";
import { buttonClasses, iconButtonClasses } from "@/ui/buttons/button-styles";
import { classNames } from "@/ui/class-names";
import { toasts, type AskedToast, type ToastKind } from "./toast-queue";

const manager = BaseToast.createToastManager();

/** The toasts that are seen; its code comes after the page. */
export function ToastList() {
  // The provider listens to the manager by then: its effects run before those of what is around it.
  useEffect(() => toasts.connect({ add: addToast, close: (id) => manager.close(id) }), []);
  return (
    <BaseToast.Provider toastManager={manager} limit={4}>
      <BaseToast.Portal>
        <BaseToast.Viewport className="fixed right-4 bottom-4 z-70 flex w-[min(24rem,calc(100vw-2rem))] flex-col gap-2 pb-[env(safe-area-inset-bottom)] outline-none">
          <Toasts />
        </BaseToast.Viewport>
      </BaseToast.Portal>
    </BaseToast.Provider>
  );
}

function Toasts() {
  const t = useTranslate();
  const { toasts: shown } = BaseToast.useToastManager();
  return shown.map((item) => (
    <BaseToast.Root
      key={item.id}
      toast={item}
      swipeDirection={["right", "down"]}
      className="translate-x-(--toast-swipe-movement-x) translate-y-(--toast-swipe-movement-y) rounded-xl bg-raised text-ui text-ink shadow-float transition-[opacity,translate] duration-200 focus-ring data-limited:hidden data-starting-style:translate-y-3 data-starting-style:opacity-0 data-ending-style:opacity-0 data-ending-style:data-[swipe-direction=right]:translate-x-full forced-colors:border"
    >
      <BaseToast.Content className="flex items-start gap-3 py-2.5 pr-2 pl-3.5">
        <ToastIcon kind={item.type} />
        <div className="min-w-0 flex-1 py-1">
          <BaseToast.Title className="font-medium" />
          <BaseToast.Description className="mt-0.5 text-ink-muted" />
        </div>
        <BaseToast.Action className={buttonClasses("secondary", "sm")} />
        <BaseToast.Close aria-label={t("ui.dismiss")} className={iconButtonClasses("ghost", "sm")}>
          <X aria-hidden />
        </BaseToast.Close>
      </BaseToast.Content>
    </BaseToast.Root>
  ));
}

const ICONS: Record<ToastKind, { icon: LucideIcon; className: string }> = {
  info: { icon: Info, className: "text-info" },
  success: { icon: CircleCheck, className: "text-success" },
  error: { icon: CircleAlert, className: "text-danger" },
};

function ToastIcon({ kind }: { kind: string | undefined }) {
  const { icon: Icon, className } = ICONS[kind === "success" || kind === "error" ? kind : "info"];
  return <Icon aria-hidden className={classNames("mt-1.5 size-4 shrink-0", className)} />;
}

function addToast({ id, kind, title, description, action, timeout }: AskedToast): void {
  manager.add({
    id,
    type: kind,
    title,
    description,
    timeout,
    // An error interrupts a screen reader; everything else waits for it to finish its sentence.
    priority: kind === "error" ? "high" : "low",
    actionProps: action && {
      children: action.label,
      onClick: () => {
        action.onClick();
        manager.close(id);
      },
    },
  });
}
