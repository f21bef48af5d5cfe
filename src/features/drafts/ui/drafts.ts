import { isStorageClosed } from "@/client/browser/leaving";

/** Whose draft it is, where (a ticket's id, or "new"), and of what: "reply", "note", "edit-<comment>". */
export interface DraftPlace {
  personId: string;
  place: string;
  kind: string;
}

const PREFIX = "helpejo:draft:";
const EMPTY_MILLISECONDS = 24 * 60 * 60 * 1000;
const KEPT_MILLISECONDS = 60 * EMPTY_MILLISECONDS;

/** What this browser keeps of a draft; null where it keeps nothing. */
export function readDraft(place: DraftPlace): object | null {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(keyOf(place)) ?? "null");
    return typeof value === "object" ? value : null;
  } catch {
    return null;
  }
}

/** Keeps a draft (its `writtenAt` tells how old it is), null forgets it. Returns false where the browser keeps nothing: storage is full or forbidden. */
export function saveDraft(place: DraftPlace, draft: object | null): boolean {
  if (isStorageClosed()) {
    return false;
  }
  try {
    return keep(keyOf(place), draft);
  } catch {
    // Make room from what nobody came back to, and try once more.
    try {
      forgetOldDrafts();
      return keep(keyOf(place), draft);
    } catch {
      return false;
    }
  }
}

/** Calls `listener` with what another tab has kept of this draft; returns how to stop that. */
export function watchDraft(place: DraftPlace, listener: (draft: object | null) => void): () => void {
  const heard = (event: StorageEvent): void => {
    if (event.key === keyOf(place) && event.storageArea === localStorage) {
      listener(readDraft(place));
    }
  };
  window.addEventListener("storage", heard);
  return () => window.removeEventListener("storage", heard);
}

/** Every draft that this browser keeps for a person. Forgets the old ones on the way, and those of which `isOver` says that they hold nothing. */
export function allDrafts(
  personId: string,
  isOver: (draft: object) => boolean,
): { place: DraftPlace; draft: object }[] {
  try {
    forgetOldDrafts(isOver);
    const begin = `${PREFIX}${personId}:`;
    return Object.keys(localStorage).flatMap((key) => {
      const [place, kind] = key.startsWith(begin) ? key.slice(begin.length).split(":") : [];
      const address = { personId, place: place ?? "", kind: kind ?? "" };
      const draft = kind ? readDraft(address) : null;
      return draft ? [{ place: address, draft }] : [];
    });
  } catch {
    return [];
  }
}

/** The drafts of one place that this browser keeps for a person, by kind. */
export function draftsAt(personId: string, place: string): Map<string, object> {
  const begin = `${PREFIX}${personId}:${place}:`;
  const found = new Map<string, object>();
  try {
    for (const key of Object.keys(localStorage).filter((one) => one.startsWith(begin))) {
      const kind = key.slice(begin.length);
      const draft = readDraft({ personId, place, kind });
      if (draft) {
        found.set(kind, draft);
      }
    }
  } catch {
    // Without a storage there are none.
  }
  return found;
}

function keep(key: string, draft: object | null): boolean {
  if (draft === null) {
    localStorage.removeItem(key);
  } else {
    localStorage.setItem(key, JSON.stringify(draft));
  }
  return true;
}

// Whatever nobody came back to for two months, and what has held nothing for a day.
function forgetOldDrafts(isOver: (draft: object) => boolean = () => false): void {
  for (const key of Object.keys(localStorage).filter((one) => one.startsWith(PREFIX))) {
    const draft: unknown = JSON.parse(localStorage.getItem(key) ?? "null");
    const kept = typeof draft === "object" ? draft : null;
    const age = Date.now() - Date.parse(String(kept && Reflect.get(kept, "writtenAt")));
    if (!(age < KEPT_MILLISECONDS) || (kept && age > EMPTY_MILLISECONDS && isOver(kept))) {
      localStorage.removeItem(key);
    }
  }
}

function keyOf({ personId, place, kind }: DraftPlace): string {
  return `${PREFIX}${personId}:${place}:${kind}`;
}
