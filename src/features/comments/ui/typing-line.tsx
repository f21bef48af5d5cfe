"use client";

import { Pencil } from "lucide-react";
import type { Writer } from "./use-typing";

/** Who is writing just now; announced politely, and as high as a line whether somebody writes or not. */
export function TypingLine({ writers }: { writers: readonly Writer[] }) {
  const words = [
    inWords(
      writers.filter((one) => !one.internal),
      "a reply",
    ),
    inWords(
      writers.filter((one) => one.internal),
      "a note",
    ),
  ];
  return (
    <p role="status" className="flex h-5 items-center gap-1.5 truncate px-1 text-xs text-ink-muted">
      {writers.length > 0 && <Pencil aria-hidden className="size-3 shrink-0 animate-pulse" />}
      {words.filter(Boolean).join(" ")}
    </p>
  );
}

function inWords(writers: readonly Writer[], what: string): string {
  const names = [...new Set(writers.map((one) => one.name))];
  if (names.length === 0) {
    return "";
  }
  if (names[0] === "Support" && writers.some((one) => one.id === null)) {
    return "Support is writing…";
  }
  const [first, second] = names;
  if (names.length === 1) {
    return `${first} is writing ${what}…`;
  }
  return names.length === 2
    ? `${first} and ${second} are writing ${what}…`
    : `${first} and ${names.length - 1} others are writing ${what}…`;
}
