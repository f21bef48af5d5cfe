import { createElement, type ReactNode } from "react";
import { English } from "@/messages/english";

/** A page in English around what a test draws. */
export function inEnglish(children: ReactNode): ReactNode {
  return createElement(English, { language: "en", locale: "en", children });
}
