"use client";

import type { ComponentPropsWithRef, ReactNode } from "react";
import { iconButtonClasses, type ButtonSize, type ButtonVariant } from "./button-styles";
import { Spinner } from "@/ui/marks/spinner";
import { Tooltip } from "@/ui/tooltip/tooltip";

/** The props of IconButton beside a native button's attributes. */
export interface IconButtonProps extends Omit<ComponentPropsWithRef<"button">, "children"> {
  /** The name for screen readers, also shown as the tooltip. */
  label: string;
  icon: ReactNode;
  variant?: ButtonVariant;
  size?: ButtonSize;
  /** The shortcut that does the same, shown in the tooltip. */
  keys?: readonly string[];
  tooltipSide?: "top" | "bottom" | "left" | "right";
  loading?: boolean;
}

/** A square button with an icon alone; its name is in the tooltip and in the accessibility tree. */
export function IconButton({
  label,
  icon,
  variant = "ghost",
  size = "md",
  keys,
  tooltipSide,
  loading,
  type = "button",
  className,
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip content={label} keys={keys} side={tooltipSide}>
      <button
        {...rest}
        type={type}
        aria-label={label}
        aria-busy={loading || undefined}
        disabled={rest.disabled || loading}
        className={iconButtonClasses(variant, size, className)}
      >
        {loading ? <Spinner /> : icon}
      </button>
    </Tooltip>
  );
}
