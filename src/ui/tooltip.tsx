"use client";

import { Tooltip as BaseTooltip } from "@base-ui/react/tooltip";
import type { ReactElement, ReactNode } from "react";
import { KeyboardHint } from "./kbd";

/** What a Tooltip takes: one focusable child, and what to say about it. */
export interface TooltipProps {
  content: ReactNode;
  /** The shortcut that does the same, as keys. */
  keys?: readonly string[];
  side?: "top" | "bottom" | "left" | "right";
  children: ReactElement;
  disabled?: boolean;
}

/** A word about a control, on hover and on keyboard focus. Never the only place of anything that must be known. */
export function Tooltip({ content, keys, side = "top", children, disabled }: TooltipProps) {
  return (
    <BaseTooltip.Root disabled={disabled}>
      <BaseTooltip.Trigger render={children} />
      <BaseTooltip.Portal>
        <BaseTooltip.Positioner side={side} sideOffset={6} collisionPadding={8} className="z-60">
          <BaseTooltip.Popup className="pop flex max-w-64 items-center gap-2 rounded-md bg-tip px-2 py-1 text-xs font-medium text-on-tip shadow-float">
            {content}
            {keys && <KeyboardHint keys={keys} />}
          </BaseTooltip.Popup>
        </BaseTooltip.Positioner>
      </BaseTooltip.Portal>
    </BaseTooltip.Root>
  );
}
