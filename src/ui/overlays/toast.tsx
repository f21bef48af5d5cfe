"use client";

import { X } from "lucide-react";
import { useState, useSyncExternalStore, type ReactNode } from "react";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { iconButtonClasses } from "@/ui/buttons/button-styles";
import { makePart } from "@/ui/on-demand/part";
import { usePart } from "@/ui/on-demand/use-part";
import { toasts, type AskedToast, type ToastKind } from "./toast-queue";

/** The options of a toast. */
export interface ToastOptions {
  description?: ReactNode;
  /** One action, such as Undo; pressing it closes the toast. */
  action?: { label: string; onClick: () => void };
  /** Milliseconds until it closes by itself; 0: never. By default 5 s, with an action 10 s, errors stay. */
  timeout?: number;
  /** Showing the same id again replaces its text. */
  id?: string;
}

/** Shows a toast; returns its id. The time stops while it is hovered or focused (F6 goes there). */
export const toast = {
  info: (title: ReactNode, options?: ToastOptions) => show("info", title, options),
  success: (title: ReactNode, options?: ToastOptions) => show("success", title, options),
  error: (title: ReactNode, options?: ToastOptions) => show("error", title, options),
  close: (id: string) => toasts.close(id),
};

const LIST = makePart(() => import("./toast-list").then((code) => code.ToastList));
const NONE: readonly AskedToast[] = [];

/** Where toasts appear: bottom right, above everything. Used once, in the root layout. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const waiting = useSyncExternalStore(
    (listener) => toasts.subscribe(listener),
    () => toasts.read(),
    () => NONE,
  );
  const [wasNeeded, setWasNeeded] = useState(false);
  if (waiting.length > 0 && !wasNeeded) {
    setWasNeeded(true);
  }
  // It stands there as soon as its code does: a screen reader reads what comes into a region, hardly a region that comes.
  const { render, isMissing } = usePart(LIST, wasNeeded, { early: true });
  return (
    <>
      {children}
      {render?.({})}
      {isMissing && <PlainToasts waiting={waiting} />}
    </>
  );
}

/** Without the code of the toasts, as when the connection went before it came: what they say, until somebody closes it. */
function PlainToasts({ waiting }: { waiting: readonly AskedToast[] }) {
  const t = useTranslate();
  return (
    <div className="fixed end-4 bottom-4 z-70 flex w-[min(24rem,calc(100vw-2rem))] flex-col gap-2">
      {waiting.map(({ id, title, description, action }) => (
        <div
          key={id}
          role="alert"
          className="flex items-start gap-3 rounded-xl bg-raised py-2.5 pe-2 ps-3.5 text-ui text-ink shadow-float forced-colors:border"
        >
          <div className="min-w-0 flex-1 py-1">
            <p className="font-medium">{title}</p>
            {description && <p className="mt-0.5 text-ink-muted">{description}</p>}
          </div>
          {action && (
            <Button
              size="sm"
              onClick={() => {
                action.onClick();
                toasts.close(id);
              }}
            >
              {action.label}
            </Button>
          )}
          <button
            type="button"
            aria-label={t("ui.dismiss")}
            onClick={() => toasts.close(id)}
            className={iconButtonClasses("ghost", "sm")}
          >
            <X aria-hidden />
          </button>
        </div>
      ))}
    </div>
  );
}

let count = 0;

function show(kind: ToastKind, title: ReactNode, options: ToastOptions = {}): string {
  const { action, description, id = `toast-${(count += 1)}` } = options;
  const fallback = kind === "error" ? 0 : action ? 10_000 : 5_000;
  toasts.add({ id, kind, title, description, action, timeout: options.timeout ?? fallback });
  return id;
}
