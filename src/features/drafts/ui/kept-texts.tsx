"use client";

import { useMe } from "@/client/browser/me";
import { CopyButton } from "@/ui/buttons/copy-button";
import { useSyncExternalStore } from "react";
import { useTranslate } from "@/messages/translate-provider";
import { draftsAt } from "./drafts";

/** This person's unsent texts on a ticket that they may not see any more: their own words, to be copied; nothing of the ticket. */
export function KeptTexts({ ticketId }: { ticketId: string }) {
  const t = useTranslate();
  const { id: personId } = useMe();
  const json = useSyncExternalStore(
    () => () => undefined,
    () => textsOf(personId, ticketId),
    () => "[]",
  );
  const texts: unknown = JSON.parse(json);
  const shown = Array.isArray(texts) ? texts.filter((text) => typeof text === "string") : [];
  if (shown.length === 0) {
    return null;
  }
  return (
    <section
      aria-label={t("drafts.hadTyped")}
      className="mx-auto mt-6 flex w-full max-w-xl flex-col gap-3 px-4"
    >
      <h2 className="font-semibold">{t("drafts.hadTyped")}</h2>
      {shown.map((text) => (
        <div key={text} className="flex items-start gap-2 rounded-xl bg-canvas p-3 ring-1 ring-line">
          <p
            dir="auto"
            className="max-h-60 min-w-0 flex-1 overflow-y-auto text-start wrap-anywhere whitespace-pre-wrap"
          >
            {text}
          </p>
          <CopyButton text={text} label={t("drafts.copyText")} />
        </div>
      ))}
    </section>
  );
}

function textsOf(personId: string, ticketId: string): string {
  const texts = [...draftsAt(personId, ticketId).values()].flatMap(({ text, others }) => [
    text,
    ...others.map((one) => one.text),
  ]);
  return JSON.stringify([...new Set(texts.filter((text) => text.trim() !== ""))]);
}
