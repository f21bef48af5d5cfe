"use client";

import { useEffect, useLayoutEffect } from "react";
import type { TriggerProps, TriggerWire } from "./trigger-wire";
import { setRef } from "./use-trigger";

/**
 * Renders nothing: it takes the place of a trigger's button, and gives what the trigger wants to put on it to the page's
 * own button at the other end of the wire. Used as the `render` of a trigger.
 */
export function AdoptedTrigger({ wire, props }: { wire: TriggerWire; props: TriggerProps }) {
  const { ref } = props;
  useLayoutEffect(() => {
    const end = setRef(ref, wire.element);
    return () => {
      if (end) {
        end();
      } else {
        setRef(ref, null);
      }
    };
  }, [ref, wire]);
  useLayoutEffect(() => wire.connect(props));
  useLayoutEffect(() => () => wire.disconnect(), [wire]);
  // The popup's own effects have run by then.
  useEffect(() => queueMicrotask(() => wire.replay()), [wire]);
  return null;
}
