"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useSyncExternalStore } from "react";
import { callApi } from "@/client/api/api";
import { draftsAt, watchDraft } from "./drafts";
import { onLeaving } from "@/client/browser/leaving";
import { useMe } from "@/client/browser/me";
import { useWhenBack } from "@/client/connection/socket-provider";
import type { DraftDto } from "@/features/drafts/schema";
import { NO_VIEW, type DraftView } from "./draft-view";
import { makeSlot } from "./make-slot";

/** A field whose content is saved until it is sent: over reloads, on other devices, and after signing in again. */
export interface Draft extends DraftView {
  write(text: string, version?: number | null): void;
  /** Forgets a set-aside text. */
  drop(id: string): void;
  /** Sets a text aside. */
  setAside(text: string): void;
}

interface Asked {
  items: DraftDto[];
  /** When it was requested, in milliseconds. */
  askedAt: number;
}

const FRESH_MILLISECONDS = 2_000;

/** The draft that this person writes in one field of a place (a ticket's id, or "new"). */
export function useDraft(place: string, kind: string): Draft {
  const { id: personId } = useMe();
  const slot = useMemo(() => makeSlot({ personId, place, kind }), [personId, place, kind]);
  const view = useSyncExternalStore(slot.subscribe, slot.get, () => NO_VIEW);
  const { data } = useServerDrafts(place);

  useEffect(() => {
    slot.open();
    const stop = watchDraft({ personId, place, kind }, (kept) => slot.receiveFromTab(kept));
    const leave = (): void => slot.leave(true);
    const hide = (): void => {
      if (document.hidden) {
        slot.leave(true);
      }
    };
    const stopSaving = onLeaving(() => slot.flush());
    window.addEventListener("pagehide", leave);
    document.addEventListener("visibilitychange", hide);
    return () => {
      window.removeEventListener("pagehide", leave);
      document.removeEventListener("visibilitychange", hide);
      stop();
      stopSaving();
      slot.leave(false);
    };
  }, [slot, personId, place, kind]);

  useEffect(() => {
    if (data) {
      slot.adopt(data.items.find((one) => one.kind === kind) ?? null, data.askedAt);
    }
  }, [slot, kind, data]);
  useWhenBack(() => void slot.put());

  return useMemo(
    () => ({
      ...view,
      write: (text: string, version?: number | null) => slot.write(text, version),
      drop: (id: string) => slot.drop(id),
      setAside: (text: string) => slot.setAside(text),
    }),
    [slot, view],
  );
}

/** Whether there is something unsent in a field, here or on the server, by kind; for fields that are not open. */
export function useDraftKinds(place: string): ReadonlySet<string> {
  const { id: personId } = useMe();
  const { data } = useServerDrafts(place);
  return useMemo(() => {
    const kinds = new Set((data?.items ?? []).filter((one) => one.text !== "").map((one) => one.kind));
    // Before the first answer (and on the server, which has no browser storage) there is none.
    for (const [kind, draft] of data ? draftsAt(personId, place) : []) {
      if (draft.text === "") {
        kinds.delete(kind);
      } else if (draft.isDirty) {
        kinds.add(kind);
      }
    }
    return kinds;
  }, [data, personId, place]);
}

function useServerDrafts(place: string) {
  const { id: personId } = useMe();
  return useQuery<Asked>({
    queryKey: ["drafts", personId, place],
    queryFn: async ({ signal }) => {
      const askedAt = Date.now();
      const { items } = await callApi<{ items: DraftDto[] }>(
        `/api/drafts?place=${encodeURIComponent(place)}`,
        { signal, personId },
      );
      return { items, askedAt };
    },
    // Text that was typed on another device has to be here when the person comes back to this one.
    staleTime: FRESH_MILLISECONDS,
  });
}
