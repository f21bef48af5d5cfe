"use client";

import {
  cloneElement,
  use,
  useEffect,
  useId,
  type FocusEvent,
  type PointerEvent,
  type ReactElement,
  type ReactNode,
} from "react";
import { TooltipContext } from "./layer";

/** The props of Tooltip: one focusable child that passes handlers on to its element, and what to say about it. */
export interface TooltipProps {
  content: ReactNode;
  /** The shortcut that does the same, as keys. */
  keys?: readonly string[];
  side?: "top" | "bottom" | "left" | "right";
  children: ReactElement<TooltipTarget>;
  disabled?: boolean;
}

/** The handlers through which a Tooltip hears of its child. */
export interface TooltipTarget {
  onPointerEnter?: (event: PointerEvent<HTMLElement>) => void;
  onPointerLeave?: (event: PointerEvent<HTMLElement>) => void;
  onPointerDown?: (event: PointerEvent<HTMLElement>) => void;
  onFocus?: (event: FocusEvent<HTMLElement>) => void;
  onBlur?: (event: FocusEvent<HTMLElement>) => void;
}

/**
 * A word about a control, on hover and on keyboard focus. Never the only place of anything that must be known. All of a page
 * share one box (TooltipLayer): a list has a hundred of these, and each costs a few handlers.
 */
export function Tooltip({ content, keys, side = "top", children, disabled }: TooltipProps) {
  const layer = use(TooltipContext);
  const id = useId();
  useEffect(() => {
    // What it says may change while it is read.
    layer.update(id, disabled ? null : { content, keys, side });
  });
  useEffect(() => () => layer.update(id, null), [layer, id]);
  const own = children.props;
  return cloneElement(children, {
    onPointerEnter: (event: PointerEvent<HTMLElement>) => {
      own.onPointerEnter?.(event);
      // A finger rests on nothing.
      if (!disabled && event.pointerType !== "touch") {
        layer.show(id, event.currentTarget, { content, keys, side }, "pointer");
      }
    },
    onPointerLeave: (event: PointerEvent<HTMLElement>) => {
      own.onPointerLeave?.(event);
      layer.leave(id, "pointer");
    },
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      own.onPointerDown?.(event);
      // Who presses it knows what it is.
      layer.hide(id);
    },
    onFocus: (event: FocusEvent<HTMLElement>) => {
      own.onFocus?.(event);
      if (
        !disabled &&
        event.target === event.currentTarget &&
        event.currentTarget.matches(":focus-visible")
      ) {
        layer.show(id, event.currentTarget, { content, keys, side }, "keyboard");
      }
    },
    onBlur: (event: FocusEvent<HTMLElement>) => {
      own.onBlur?.(event);
      layer.leave(id, "keyboard");
    },
  });
}
