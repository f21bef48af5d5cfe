import { callApi } from "@/client/api/api";
import { readDraft, saveDraft, type DraftPlace } from "./drafts";
import type { DraftDto } from "@/features/drafts/schema";
import { DraftSlot } from "./draft-slot";

/** The draft of one field, saved in this browser and on the server. */
export function makeSlot(place: DraftPlace): DraftSlot {
  return new DraftSlot({
    read: () => readDraft(place),
    keep: (draft) => saveDraft(place, draft),
    put: (body, isLeaving) =>
      callApi<DraftDto>(`/api/drafts/${encodeURIComponent(place.place)}/${encodeURIComponent(place.kind)}`, {
        method: "PUT",
        body,
        personId: place.personId,
        keepalive: isLeaving,
      }),
    now: () => Date.now(),
  });
}
