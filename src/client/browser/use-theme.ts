"use client";

import { useSyncExternalStore } from "react";
import { currentTheme, setTheme, type Theme } from "./theme";

/** The theme in use and a way to change it; "system" while the server renders. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  const theme = useSyncExternalStore(watchClass, currentTheme, (): Theme => "system");
  return [theme, setTheme];
}

function watchClass(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributeFilter: ["class"] });
  return () => observer.disconnect();
}
