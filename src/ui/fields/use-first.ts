"use client";

import { useEffect, useEffectEvent } from "react";
import type { FieldAttributes } from "./field-wiring";

/** Does something once, when the component is on the page. */
export function useFirst(work: () => void): void {
  const first = useEffectEvent(work);
  useEffect(() => first(), []);
}

/** The attributes of a Field for an input whose own code says when it is disabled and what its name is. */
export function wiredInput({ id, ...wired }: FieldAttributes): FieldAttributes {
  return {
    id,
    "aria-labelledby": wired["aria-labelledby"],
    "aria-describedby": wired["aria-describedby"],
    "aria-invalid": wired["aria-invalid"],
  };
}
