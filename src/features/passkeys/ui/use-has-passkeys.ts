"use client";

import { useSyncExternalStore } from "react";
import { hasPasskeys } from "./ceremony";

const subscribe = (): (() => void) => () => undefined;

/** Whether this browser has passkeys at this address; false until the page has woken up in it. */
export function useHasPasskeys(): boolean {
  return useSyncExternalStore(subscribe, hasPasskeys, () => false);
}
