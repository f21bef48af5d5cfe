"use client";

import dynamic from "next/dynamic";
import type { ReactNode } from "react";
import type { Speech } from "./locale";

// Each in a chunk of its own, which a browser keeps: a page brings the words of one language, and no page brings them again.
const PROVIDERS = {
  en: dynamic(() => import("./english").then(({ English }) => English)),
  de: dynamic(() => import("./german").then(({ German }) => German)),
};

/** Gives a page the words of its language. */
export function Translated({ speech, children }: { speech: Speech; children: ReactNode }) {
  const Provider = PROVIDERS[speech.language];
  return <Provider {...speech}>{children}</Provider>;
}
