"use client";

import { createElement, useEffect, useState, useSyncExternalStore, type ReactElement } from "react";
import { fetchInQuiet, type Part } from "./part";

/** A part, as it is used at one place. */
export interface PartInUse<Props> {
  /** Renders the part where it is needed and its code is here; null otherwise. */
  render: ((props: Props) => ReactElement) | null;
  /** It is needed, and its code could not be fetched. */
  isMissing: boolean;
  /** It is being fetched once more. */
  isTrying: boolean;
  tryAgain(): void;
}

/**
 * Renders a part while it is needed: its code is fetched in a quiet moment, and at once when it is needed. `early`: it
 * stands there as soon as its code is here.
 */
export function usePart<Props extends object>(
  part: Part<Props>,
  isNeeded: boolean,
  { early = false }: { early?: boolean } = {},
): PartInUse<Props> {
  const component = useSyncExternalStore(
    part.subscribe,
    () => (isNeeded || early ? part.get() : null),
    () => null,
  );
  const [attempt, setAttempt] = useState(0);
  const [failed, setFailed] = useState<number | null>(null);
  // What is needed anew is fetched anew, and nothing is said before that has failed.
  const [wasNeeded, setWasNeeded] = useState(isNeeded);
  if (wasNeeded !== isNeeded) {
    setWasNeeded(isNeeded);
    setFailed(null);
  }
  useEffect(() => fetchInQuiet(part), [part]);
  useEffect(() => {
    let isHere = true;
    if (isNeeded) {
      part.load().catch(() => isHere && setFailed(attempt));
    }
    return () => {
      isHere = false;
    };
  }, [part, isNeeded, attempt]);
  return {
    render: component && ((props) => createElement(component, props)),
    isMissing: isNeeded && component === null && failed !== null,
    isTrying: failed !== null && failed < attempt,
    tryAgain: () => setAttempt((last) => last + 1),
  };
}
