"use client";

import { createElement, useEffect, useEffectEvent, useSyncExternalStore, type ReactElement } from "react";
import { fetchInQuiet, type Part } from "./part";

/**
 * What renders a part while it is needed, and its code is here; null otherwise. It is fetched in a quiet moment, and at
 * once when it is needed; `onFailed` says that it could not be. `early`: it stands there as soon as its code is here.
 */
export function usePart<Props extends object>(
  part: Part<Props>,
  isNeeded: boolean,
  onFailed: () => void,
  { early = false }: { early?: boolean } = {},
): ((props: Props) => ReactElement) | null {
  const component = useSyncExternalStore(
    part.subscribe,
    () => (isNeeded || early ? part.get() : null),
    () => null,
  );
  const fail = useEffectEvent(onFailed);
  useEffect(() => fetchInQuiet(part), [part]);
  useEffect(() => {
    let isHere = true;
    if (isNeeded) {
      part.load().catch(() => isHere && fail());
    }
    return () => {
      isHere = false;
    };
  }, [part, isNeeded]);
  return component && ((props) => createElement(component, props));
}
