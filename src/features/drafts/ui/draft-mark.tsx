"use client";

import { useSpeech } from "@/messages/translate-provider";
import type { DraftView } from "./draft-view";

/** "Draft saved 10:42": where and when the draft was last saved. */
export function DraftMark({ draft }: { draft: DraftView }) {
  const { t, locale } = useSpeech();
  if (draft.isUnsaved) {
    return (
      <span role="status" className="shrink-0 text-xs text-danger-ink" title={t("drafts.notSavedReason")}>
        {t("drafts.notSaved")}
      </span>
    );
  }
  if (!draft.saved) {
    return null;
  }
  const clock = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit" }).format(
    draft.saved.at,
  );
  const isHere = draft.saved.where === "here";
  return (
    <span
      className="shrink-0 text-xs text-ink-muted tabular-nums"
      title={isHere ? t("drafts.savedHereReason") : t("drafts.savedReason")}
    >
      {t(isHere ? "drafts.savedHere" : "drafts.saved", { time: clock })}
    </span>
  );
}
