"use client";

import { useTranslate } from "@/messages/translate-provider";

/** The first stop of the Tab key: past the navigation, into the page (an element with id "main"). */
export function SkipLink() {
  const t = useTranslate();
  return (
    <a
      href="#main"
      className="fixed top-2 start-2 z-80 -translate-y-20 rounded-lg bg-accent px-3 py-2 font-medium text-on-accent focus:translate-y-0"
    >
      {t("ui.skipToContent")}
    </a>
  );
}
