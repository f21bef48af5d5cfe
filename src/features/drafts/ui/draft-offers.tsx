"use client";

import { Button } from "@/ui/buttons/button";
import { Callout } from "@/ui/states/callout";
import { RelativeTime } from "@/ui/time/relative";
import { toast } from "@/ui/overlays/toast";
import { useTranslate } from "@/messages/translate-provider";
import type { Draft } from "./use-draft";

/** The props of DraftOffers. */
export interface DraftOffersProps {
  draft: Draft;
  /** A text is appended to the field; anything else is swapped with it. */
  mode?: "add" | "swap";
  /** How to show one of them; as its text by default. */
  inWords?: (text: string) => string;
}

const SHOWN_CHARACTERS = 300;

/** Texts that were typed into the same field elsewhere: one button puts a text in, another discards it. None is removed by itself. */
export function DraftOffers({ draft, mode = "add", inWords = (text) => text }: DraftOffersProps) {
  const t = useTranslate();
  function take(id: string, text: string): void {
    const now = draft.text;
    draft.write(mode === "swap" || now.trim() === "" ? text : `${now.trimEnd()}\n\n${text}`);
    draft.drop(id);
    if (mode === "swap" && now.trim() !== "") {
      draft.setAside(now);
    }
  }
  function discard(id: string, text: string): void {
    draft.drop(id);
    toast.info(t("drafts.discarded"), {
      action: { label: t("drafts.undo"), onClick: () => draft.setAside(text) },
    });
  }
  return draft.others.map(({ id, text, writtenAt }) => (
    <Callout
      key={id}
      tone="info"
      live="status"
      className="m-2"
      title={<>{t.rich("drafts.alsoWrote", { ago: () => <RelativeTime at={writtenAt} /> })}</>}
      actions={
        <>
          <Button size="sm" variant="primary" onClick={() => take(id, text)}>
            {mode === "swap" ? t("drafts.useInstead") : t("drafts.putIn")}
          </Button>
          <Button size="sm" onClick={() => discard(id, text)}>
            {t("drafts.discard")}
          </Button>
        </>
      }
    >
      <p dir="auto" className="max-h-32 overflow-y-auto wrap-anywhere whitespace-pre-wrap">
        {shorten(inWords(text))}
      </p>
    </Callout>
  ));
}

function shorten(text: string): string {
  if (text.length <= SHOWN_CHARACTERS) {
    return text;
  }
  // Never cuts a surrogate pair.
  return `${text.slice(0, SHOWN_CHARACTERS).replace(/[\ud800-\udbff]$/, "")}…`;
}
