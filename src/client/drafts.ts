/** Whose draft it is, where, and of what: "reply", "note" or "edit:<comment>". */
export interface DraftPlace {
  personId: string;
  ticketId: string;
  kind: string;
}

/** Something written and not sent yet. */
export interface Draft {
  text: string;
  /** When it was saved, in milliseconds. */
  at: number;
}

const PREFIX = "helpejo:draft:";
const KEPT_MILLISECONDS = 60 * 24 * 60 * 60 * 1000;

/** The draft of this place, or null. */
export function readDraft(place: DraftPlace): Draft | null {
  try {
    return parse(localStorage.getItem(keyOf(place)));
  } catch {
    return null;
  }
}

/** Keeps what is written; empty text forgets it. Returns when it was saved, or null where the browser keeps nothing. */
export function saveDraft(place: DraftPlace, text: string): number | null {
  try {
    if (text.trim() === "") {
      localStorage.removeItem(keyOf(place));
      return null;
    }
    const at = Date.now();
    localStorage.setItem(keyOf(place), JSON.stringify({ text, at }));
    return at;
  } catch {
    // Storage is full or forbidden: make room from what nobody came back to, for the next time.
    forgetOldDrafts();
    return null;
  }
}

// Whatever nobody came back to for two months.
function forgetOldDrafts(now = Date.now()): void {
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(PREFIX) && now - (parse(localStorage.getItem(key))?.at ?? 0) > KEPT_MILLISECONDS) {
        localStorage.removeItem(key);
      }
    }
  } catch {
    // Without a storage there is nothing to forget.
  }
}

function keyOf({ personId, ticketId, kind }: DraftPlace): string {
  return `${PREFIX}${personId}:${ticketId}:${kind}`;
}

function parse(stored: string | null): Draft | null {
  const value: unknown = stored === null ? null : JSON.parse(stored);
  if (
    typeof value === "object" &&
    value !== null &&
    "text" in value &&
    "at" in value &&
    typeof value.text === "string" &&
    typeof value.at === "number"
  ) {
    return { text: value.text, at: value.at };
  }
  return null;
}
