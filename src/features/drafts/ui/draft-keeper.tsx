"use client";

import { useCallback, useEffect, useRef } from "react";
import { allDrafts } from "./drafts";
import { useMe } from "@/client/browser/me";
import { useWhenBack } from "@/client/connection/socket-provider";
import { isEmptyDraft } from "./local-draft";
import { makeSlot } from "./make-slot";

const SOON_MILLISECONDS = 3_000;

/** A draft that the server refuses (its ticket is not visible any more) is not sent again and again. */
const PATIENCE_MILLISECONDS = 60_000;

/** Sends drafts to the server that were typed without a network on pages that are closed now. Renders nothing. */
export function DraftKeeper() {
  const { id: personId } = useMe();
  const offered = useRef(new Map<string, number>());
  const bring = useCallback(() => {
    for (const { place, draft } of allDrafts(personId, isEmptyDraft)) {
      const name = JSON.stringify([place, draft.writtenAt]);
      const isDue = Date.now() - (offered.current.get(name) ?? 0) > PATIENCE_MILLISECONDS;
      if (isDue && draft.isDirty) {
        offered.current.set(name, Date.now());
        const slot = makeSlot(place);
        slot.open();
        void slot.put().then(() => slot.leave(false));
      }
    }
  }, [personId]);
  useEffect(() => {
    // After the page's own fields have had their turn.
    const timer = setTimeout(bring, SOON_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [bring]);
  useWhenBack(bring);
  return null;
}
