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

/** The handlers that a Tooltip adds to its child. */
export interface TooltipTarget {
  onPointerEnter?: (event: PointerEvent<HTMLElement>) => void;
  onPointerLeave?: (event: PointerEvent<HTMLElement>) => void;
  onPointerDown?: (event: PointerEvent<HTMLElement>) => void;
  onFocus?: (event: FocusEvent<HTMLElement>) => void;
  onBlur?: (event: FocusEvent<HTMLElement>) => void;
}

/**
 * A tooltip on hover and on keyboard focus. It must never be the only place of important information. All
 * tooltips of a page share one element (TooltipLayer): a list has a hundred of these, and each costs a few
 * handlers.
 */
export function Tooltip({ content, keys, side = "top", children, disabled }: TooltipProps) {
  const layer = use(TooltipContext);
  const id = useId();
  useEffect(() => {
    // Its text may change while it is open.
    layer.update(id, disabled ? null : { content, keys, side });
  });
  useEffect(() => () => layer.update(id, null), [layer, id]);
  const own = children.props;
  return cloneElement(children, {
    onPointerEnter: (event: PointerEvent<HTMLElement>) => {
      own.onPointerEnter?.(event);
      // Touch has no hover.
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
      // A person who presses it knows what it is.
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
