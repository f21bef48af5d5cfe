"use client";

import type { ReactNode } from "react";
import { useTranslate } from "@/messages/translate-provider";
import { classNames } from "@/ui/class-names";

/** One key of the keyboard, drawn as a key cap. */
export function Kbd({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <kbd
      className={classNames(
        "inline-flex h-[1.125rem] min-w-[1.125rem] items-center justify-center rounded border border-current/25 px-1 font-sans text-tiny leading-none font-medium",
        className,
      )}
    >
      {children}
    </kbd>
  );
}

/** A shortcut as keys in a row, "Ctrl+K" style input: `keys` like ["Ctrl", "K"]; read out as one phrase. */
export function KeyboardHint({ keys, className }: { keys: readonly string[]; className?: string }) {
  const t = useTranslate();
  return (
    <span className={classNames("inline-flex items-center gap-0.5", className)}>
      <span className="sr-only">{t("ui.shortcut", { keys: keys.join(" ") })}</span>
      <span aria-hidden className="inline-flex gap-0.5">
        {keys.map((key) => (
          <Kbd key={key}>{key}</Kbd>
        ))}
      </span>
    </span>
  );
}
