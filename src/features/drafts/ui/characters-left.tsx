"use client";

import { charactersLeft } from "@/shared/characters";
import { useTranslate } from "@/messages/translate-provider";

const NEARLY_FULL = 1_000;

/** Shows how many characters are left when they are few, and how many are too many: nothing is cut off. */
export function CharactersLeft({ text, max, className }: { text: string; max: number; className?: string }) {
  const t = useTranslate();
  const left = charactersLeft(text.trim(), max);
  if (left >= NEARLY_FULL) {
    return null;
  }
  return (
    <p
      role="status"
      className={`text-note ${left < 0 ? "text-danger-ink" : "text-ink-muted"} ${className ?? ""}`}
    >
      {left < 0 ? t("drafts.tooMany", { count: -left }) : t("drafts.left", { count: left })}
    </p>
  );
}
