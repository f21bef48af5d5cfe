"use client";

import { cloneElement, isValidElement, useId, useState, type ReactElement, type Ref } from "react";
import { TriggerWire, type TriggerProps } from "./trigger-wire";

/** A button that opens something whose code comes later. */
export interface OpeningTrigger {
  button: ReactElement | null;
  wire: TriggerWire;
  id: string;
  /** Somebody is about to press it, or did. */
  isNeeded: boolean;
  /** The code could not be fetched: the next press tries again. */
  giveUp: () => void;
}

/** Makes `button` open what comes later; `attributes` are those of its closed state. */
export function useTrigger(
  button: ReactElement | undefined,
  attributes: Record<string, string>,
): OpeningTrigger {
  const made = useId();
  const [isNeeded, setNeeded] = useState(false);
  const [given, setGiven] = useState<Record<string, unknown>>({});
  const [wire] = useState(
    () =>
      new TriggerWire(
        () => setNeeded(true),
        (next) => setGiven((before) => (isSame(before, next) ? before : next)),
      ),
  );
  const own = isValidElement<TriggerProps & Record<string, unknown>>(button) ? button : null;
  const id = own?.props.id ?? made;
  return {
    button:
      own &&
      cloneElement(own, {
        "aria-expanded": false,
        ...attributes,
        ...given,
        ...wire.handlers(own.props),
        id,
        ref: (element: HTMLElement | null) => {
          wire.attach(element);
          return setRef(own.props.ref, element);
        },
      }),
    wire,
    id,
    isNeeded,
    giveUp() {
      wire.forget();
      setNeeded(false);
    },
  };
}

/** Gives an element to a ref of either kind; returns the ref's own end. */
export function setRef(ref: Ref<HTMLElement> | undefined, element: HTMLElement | null): void | (() => void) {
  if (typeof ref === "function") {
    return ref(element);
  }
  if (ref) {
    ref.current = element;
  }
}

function isSame(one: Record<string, unknown>, other: Record<string, unknown>): boolean {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
}
