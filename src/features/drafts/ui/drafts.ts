import * as z from "zod/mini";
import { storedKeys, readKept, setAside, type Kept, type UnreadableText } from "@/client/browser/kept";
import { isStorageClosed } from "@/client/browser/leaving";
import { localDraftSchema, type LocalDraft } from "./local-draft";

/** The key of a draft: its person, its place (a ticket's id, or "new"), and its kind: "reply", "note", "edit-<comment>". */
export interface DraftPlace {
  personId: string;
  place: string;
  kind: string;
}

const PREFIX = "helpejo:draft:";
const EMPTY_MILLISECONDS = 24 * 60 * 60 * 1000;
const KEPT_MILLISECONDS = 60 * EMPTY_MILLISECONDS;

/** The Idempotency-Key of an attempt to file a ticket; stored beside the drafts, and forgotten like them. */
const tryKeySchema = z.looseObject({ key: z.string(), writtenAt: z.string() });
const TRY_KIND = "key";

/** A draft in this browser; null where there is none that this release can read. */
export function readDraft(place: DraftPlace): LocalDraft | null {
  return read(keyOf(place), localDraftSchema);
}

/** The key of an attempt to file a ticket whose answer never came. */
export function readTryKey(personId: string): string | null {
  return read(keyOf({ personId, place: "new", kind: TRY_KIND }), tryKeySchema)?.key ?? null;
}

/** Stores the key of an attempt to file a ticket; null forgets it. */
export function saveTryKey(personId: string, key: string | null): void {
  const kept = key === null ? null : { key, writtenAt: new Date().toISOString() };
  save(keyOf({ personId, place: "new", kind: TRY_KIND }), kept);
}

/** Stores a draft. An unreadable value under its key is set aside first. Returns false where the browser's storage is full or forbidden. */
export function saveDraft(place: DraftPlace, draft: LocalDraft): boolean {
  const key = keyOf(place);
  try {
    const before = readKept(localStorage, key, localDraftSchema);
    if (before.kind === "unreadable" && !isStorageClosed()) {
      setAside({ key, text: before.text });
    }
  } catch {
    return false;
  }
  return save(key, draft);
}

/** Calls `listener` with what another tab has stored of this draft; returns a function that unsubscribes. */
export function watchDraft(place: DraftPlace, listener: (draft: LocalDraft | null) => void): () => void {
  const onStorage = (event: StorageEvent): void => {
    if (event.key === keyOf(place) && event.storageArea === localStorage) {
      listener(readDraft(place));
    }
  };
  window.addEventListener("storage", onStorage);
  return () => window.removeEventListener("storage", onStorage);
}

/** Every draft of a person in this browser that this release can read. Also forgets old ones, and those that are empty by `isOver`. */
export function allDrafts(
  personId: string,
  isOver: (draft: LocalDraft) => boolean,
): { place: DraftPlace; draft: LocalDraft }[] {
  forgetOldDrafts(isOver);
  const begin = `${PREFIX}${personId}:`;
  return keysFrom(begin).flatMap((key) => {
    const [place = "", kind = ""] = key.slice(begin.length).split(":");
    const draft = kind ? read(key, localDraftSchema) : null;
    return draft ? [{ place: { personId, place, kind }, draft }] : [];
  });
}

/** A person's drafts of one place in this browser, by kind. */
export function draftsAt(personId: string, place: string): Map<string, LocalDraft> {
  const begin = `${PREFIX}${personId}:${place}:`;
  return new Map(
    keysFrom(begin).flatMap((key) => {
      const draft = read(key, localDraftSchema);
      return draft ? [[key.slice(begin.length), draft] as const] : [];
    }),
  );
}

/** A person's stored drafts that this release cannot read. */
export function unreadableDrafts(personId: string): UnreadableText[] {
  return keysFrom(`${PREFIX}${personId}:`).flatMap((key) => {
    const kept = readAny(key);
    return kept.kind === "unreadable" ? [{ key, text: kept.text }] : [];
  });
}

/** Whether a stored draft holds nothing that the server does not have. */
export function isSafeDraft(key: string): boolean {
  const kept = readAny(key);
  return (
    kept.kind === "nothing" ||
    (kept.kind === "value" &&
      !("key" in kept.value) &&
      (!kept.value.isDirty || (kept.value.text === "" && kept.value.others.length === 0)))
  );
}

function readAny(key: string): Kept<LocalDraft | z.infer<typeof tryKeySchema>> {
  try {
    return key.endsWith(`:${TRY_KIND}`)
      ? readKept(localStorage, key, tryKeySchema)
      : readKept(localStorage, key, localDraftSchema);
  } catch {
    return { kind: "nothing" };
  }
}

function read<T>(key: string, schema: z.ZodMiniType<T>): T | null {
  try {
    const kept = readKept(localStorage, key, schema);
    return kept.kind === "value" ? kept.value : null;
  } catch {
    return null;
  }
}

function save(key: string, value: object | null): boolean {
  if (isStorageClosed()) {
    return false;
  }
  try {
    return keep(key, value);
  } catch {
    // Make room by deleting unused drafts, and try once more.
    try {
      forgetOldDrafts();
      return keep(key, value);
    } catch {
      return false;
    }
  }
}

function keep(key: string, value: object | null): boolean {
  if (value === null) {
    localStorage.removeItem(key);
  } else {
    localStorage.setItem(key, JSON.stringify(value));
  }
  return true;
}

// Drafts that were not used for two months, and those that were empty for a day. Unreadable ones stay.
function forgetOldDrafts(isOver: (draft: LocalDraft) => boolean = () => false): void {
  for (const key of keysFrom(PREFIX)) {
    const kept = readAny(key);
    if (kept.kind === "value") {
      const age = Date.now() - Date.parse(kept.value.writtenAt);
      const isEmptyDraft = !("key" in kept.value) && isOver(kept.value);
      if (!(age < KEPT_MILLISECONDS) || (age > EMPTY_MILLISECONDS && isEmptyDraft)) {
        localStorage.removeItem(key);
      }
    }
  }
}

function keysFrom(begin: string): string[] {
  return storedKeys().filter((key) => key.startsWith(begin));
}

function keyOf({ personId, place, kind }: DraftPlace): string {
  return `${PREFIX}${personId}:${place}:${kind}`;
}
