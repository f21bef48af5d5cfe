"use client";

import type { ComponentPropsWithRef, MouseEvent, ReactNode } from "react";
import { useTranslate } from "@/messages/translate-provider";
import { buttonClasses, type ButtonSize, type ButtonVariant } from "./button-styles";
import { classNames } from "@/ui/class-names";
import { Spinner } from "@/ui/marks/spinner";

/** The props of Button beside a native button's attributes. */
export interface ButtonProps extends ComponentPropsWithRef<"button"> {
  variant?: ButtonVariant;
  size?: ButtonSize;
  /** Busy: keeps its width and the focus, cannot be pressed again. */
  loading?: boolean;
  /** Leading icon. */
  icon?: ReactNode;
}

/** A button. `type` is "button" unless said otherwise, so that none submits a form by accident. */
export function Button({
  variant = "secondary",
  size = "md",
  loading = false,
  icon,
  type = "button",
  className,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  const t = useTranslate();
  // Not `disabled` while busy: a disabled button loses the focus, also for screen readers.
  function press(event: MouseEvent<HTMLButtonElement>) {
    if (loading) {
      event.preventDefault();
      return;
    }
    onClick?.(event);
  }
  return (
    <button
      {...rest}
      type={type}
      aria-busy={loading || undefined}
      aria-disabled={loading || rest["aria-disabled"] || undefined}
      onClick={press}
      className={buttonClasses(variant, size, className)}
    >
      {loading && <Spinner label={t("ui.working")} className="absolute" />}
      <span className={classNames("inline-flex min-w-0 items-center gap-[inherit]", loading && "opacity-0")}>
        {icon}
        {children}
      </span>
    </button>
  );
}
