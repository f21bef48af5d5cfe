"use client";

import { useEffect, useRef, useState, type FocusEvent, type PointerEvent } from "react";

const TOUCH_MILLISECONDS = 3_000;

/** Give these to what holds the rows. */
export interface HoldHandlers {
  onPointerEnter: (event: PointerEvent) => void;
  onPointerLeave: (event: PointerEvent) => void;
  onPointerDown: (event: PointerEvent) => void;
  onFocus: (event: FocusEvent) => void;
  onBlur: (event: FocusEvent) => void;
}

/** Whether somebody has their hand on something: the pointer over it, the keyboard inside, or a finger just now. */
export function useHold(): [boolean, HoldHandlers] {
  const [isHovered, setHovered] = useState(false);
  const [isFocused, setFocused] = useState(false);
  const [isTouched, setTouched] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const place = useRef<Element | null>(null);

  // What is taken out of the page while it has the keyboard says no goodbye.
  useEffect(() => {
    if (isFocused && !place.current?.contains(document.activeElement)) {
      setFocused(false);
    }
  });

  return [
    isHovered || isFocused || isTouched,
    {
      onPointerEnter: (event) => event.pointerType === "mouse" && setHovered(true),
      onPointerLeave: () => setHovered(false),
      onPointerDown: (event) => {
        if (event.pointerType !== "mouse") {
          setTouched(true);
          clearTimeout(timer.current);
          timer.current = setTimeout(() => setTouched(false), TOUCH_MILLISECONDS);
        }
      },
      onFocus: (event) => {
        place.current = event.currentTarget;
        setFocused(true);
      },
      onBlur: (event) => setFocused(event.currentTarget.contains(event.relatedTarget)),
    },
  ];
}
