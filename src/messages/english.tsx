"use client";

import { en } from "./en";
import { TranslateProvider, type TranslateProviderProps } from "./translate-provider";

/** Everything below reads English; a module of its own, so that a browser loads the words of one language. */
export function English(props: TranslateProviderProps) {
  return <TranslateProvider {...props} words={en} />;
}
