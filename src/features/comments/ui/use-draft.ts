"use client";

import { useEffect, useEffectEvent, useRef, useState } from "react";
import { readDraft, saveDraft } from "@/client/drafts";

/** Text that survives a reload. */
export interface WrittenText {
  text: string;
  setText(text: string): void;
  /** When it was saved last (milliseconds), null while there is nothing to save. */
  savedAt: number | null;
}

const PAUSE_MILLISECONDS = 400;

/**
 * What this person writes on this ticket, kept in the browser as they type and found again when they come back, together
 * with what was on its way when the page went; `isPosted` tells whether that arrived after all.
 */
export function useDraft(
  personId: string,
  ticketId: string,
  kind: string,
  isPosted: (text: string) => boolean,
): WrittenText {
  const [text, setText] = useState("");
  const [savedAt, setSavedAt] = useState<number | null>(null);
  const latest = useRef<{ text: string; isSaved: boolean }>({ text: "", isSaved: true });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const wasPosted = useEffectEvent(isPosted);

  useEffect(() => {
    const place = { personId, ticketId, kind };
    const save = (): void => {
      clearTimeout(timer.current);
      if (!latest.current.isSaved) {
        latest.current.isSaved = true;
        setSavedAt(saveDraft(place, latest.current.text));
      }
    };
    const unsent = readDraft({ ...place, kind: `${kind}:unsent` });
    const draft = readDraft(place);
    const kept = [...(unsent && !wasPosted(unsent.text) ? [unsent] : []), ...(draft ? [draft] : [])];
    // What was typed before this ran is newer than what was kept.
    if (kept.length > 0 && latest.current.text === "") {
      const restored = kept.map((one) => one.text).join("\n\n");
      latest.current = { text: restored, isSaved: true };
      setText(restored);
      setSavedAt(saveDraft(place, restored));
    }
    saveDraft({ ...place, kind: `${kind}:unsent` }, "");
    window.addEventListener("pagehide", save);
    return () => {
      window.removeEventListener("pagehide", save);
      save();
    };
  }, [personId, ticketId, kind]);

  return {
    text,
    savedAt,
    setText: (next) => {
      latest.current = { text: next, isSaved: false };
      setText(next);
      clearTimeout(timer.current);
      const save = (): void => {
        latest.current.isSaved = true;
        setSavedAt(saveDraft({ personId, ticketId, kind }, latest.current.text));
      };
      // Emptied (sent, or thrown away): at once, so that it does not come back.
      if (next === "") {
        save();
      } else {
        timer.current = setTimeout(save, PAUSE_MILLISECONDS);
      }
    },
  };
}
