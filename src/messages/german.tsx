"use client";

import { de } from "./de";
import { TranslateProvider, type TranslateProviderProps } from "./translate-provider";

/** Everything below reads German; a module of its own, so that a browser loads the words of one language. */
export function German(props: TranslateProviderProps) {
  return <TranslateProvider {...props} words={de} />;
}
