"use client";

import { useEffect, useRef, useState, type FocusEvent, type PointerEvent } from "react";

const TOUCH_MILLISECONDS = 3_000;

/** Spread these on the element that holds the rows. */
export interface InUseHandlers {
  onPointerEnter: (event: PointerEvent) => void;
  onPointerLeave: (event: PointerEvent) => void;
  onPointerDown: (event: PointerEvent) => void;
  onFocus: (event: FocusEvent) => void;
  onBlur: (event: FocusEvent) => void;
}

/** Whether the person is using an element: the pointer is over it, the focus inside, or a finger touched it just now. */
export function useInUse(): [boolean, InUseHandlers] {
  const [isHovered, setHovered] = useState(false);
  const [isFocused, setFocused] = useState(false);
  const [isTouched, setTouched] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const element = useRef<Element | null>(null);

  // An element that is removed while it has the focus fires no blur event.
  useEffect(() => {
    if (isFocused && !element.current?.contains(document.activeElement)) {
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
        element.current = event.currentTarget;
        setFocused(true);
      },
      onBlur: (event) => setFocused(event.currentTarget.contains(event.relatedTarget)),
    },
  ];
}
