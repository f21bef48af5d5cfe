"use client";

import { Pencil } from "lucide-react";
import { useTranslate } from "@/messages/translate-provider";
import type { Translate } from "@/messages/translation";
import { isolate } from "@/messages/isolate";
import type { Writer } from "./use-typing";

/** Who is typing; announced politely, and always as high as a line. */
export function TypingLine({ writers }: { writers: readonly Writer[] }) {
  const t = useTranslate();
  const words = [
    inWords(
      t,
      writers.filter((one) => !one.internal),
      { one: "reply", two: "repliesOfTwo", more: "replies" },
    ),
    inWords(
      t,
      writers.filter((one) => one.internal),
      { one: "note", two: "notesOfTwo", more: "notes" },
    ),
  ];
  return (
    <p role="status" className="flex h-5 items-center gap-1.5 truncate px-1 text-xs text-ink-muted">
      {writers.length > 0 && <Pencil aria-hidden className="size-3 shrink-0 animate-pulse" />}
      {words.filter(Boolean).join(" ")}
    </p>
  );
}

/** The sentences about one kind of text, by how many write one. */
type Sentences =
  { one: "reply"; two: "repliesOfTwo"; more: "replies" } | { one: "note"; two: "notesOfTwo"; more: "notes" };

function inWords(t: Translate, writers: readonly Writer[], sentences: Sentences): string {
  const names = [...new Set(writers.map((one) => isolate(one.name)))];
  if (names.length === 0) {
    return "";
  }
  if (names[0] === "Support" && writers.some((one) => one.id === null)) {
    return t("comments.typing.support");
  }
  const [first = "", second = ""] = names;
  if (names.length === 1) {
    return t(`comments.typing.${sentences.one}`, { first });
  }
  return names.length === 2
    ? t(`comments.typing.${sentences.two}`, { first, second })
    : t(`comments.typing.${sentences.more}`, { first, others: names.length - 1 });
}
