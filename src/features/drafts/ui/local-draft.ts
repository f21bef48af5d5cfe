import { NO_DRAFT, type DraftState, type KeptText } from "@/features/drafts/apply";
import type { PutDraftInput } from "@/features/drafts/schema";

/** A draft as a browser keeps it, for all its tabs; its own `revision` counts what these write. */
export interface LocalDraft extends DraftState {
  /** The server's revision that it goes on from; 0 where the server knew of none. */
  base: number;
  /** It holds something that the server has not confirmed. */
  isDirty: boolean;
  /** What stood there before it was emptied, until the server has heard of that. */
  before: string;
  /** Texts kept aside on the server that were put in or discarded since. */
  drop: readonly string[];
}

/** Where nothing was written yet. */
export const NO_LOCAL_DRAFT: LocalDraft = { ...NO_DRAFT, base: 0, isDirty: false, before: "", drop: [] };

const HERE = "here-";

/** The id of a text that was put aside in this browser, and that the server does not know yet. */
export function makeLocalId(): string {
  return `${HERE}${Math.random().toString(36).slice(2)}`;
}

/** Whether the server does not know it yet. */
export function isOnlyHere(kept: KeptText): boolean {
  return kept.id.startsWith(HERE);
}

/** Whether it holds nothing that anybody could miss. */
export function isNothing(draft: LocalDraft | null): boolean {
  return draft !== null && draft.text === "" && !draft.isDirty && draft.others.length === 0;
}

/** Reads what was kept, also by an older release; null when it is nothing that can be understood. */
export function parseLocalDraft(kept: object | null): LocalDraft | null {
  if (!kept) {
    return null;
  }
  const read = (name: string): unknown => Reflect.get(kept, name);
  const [text, at, others, drop] = [read("text"), read("at"), read("others"), read("drop")];
  if (typeof text !== "string") {
    return null;
  }
  return {
    text,
    revision: asCount(read("revision")),
    version: typeof read("version") === "number" ? asCount(read("version")) : null,
    writtenAt: asTime(read("writtenAt") ?? at),
    others: Array.isArray(others) ? others.filter(isKeptText) : [],
    base: asCount(read("base")),
    // What an older release kept was nowhere else.
    isDirty: read("isDirty") !== false,
    before: typeof read("before") === "string" ? String(read("before")) : "",
    drop: Array.isArray(drop) ? drop.filter((id) => typeof id === "string") : [],
  };
}

/** The texts that were put aside here and are not among `known`. */
export function onlyHere(draft: LocalDraft, known: readonly KeptText[] = []): string[] {
  return draft.others
    .filter((one) => isOnlyHere(one) && !known.some((other) => other.id === one.id))
    .map((one) => one.text);
}

/** What the server is told of it. */
export function inputOf(draft: LocalDraft): PutDraftInput {
  const aside = onlyHere(draft);
  return {
    text: draft.text,
    version: draft.version,
    revision: draft.base,
    writtenAt: draft.writtenAt === NO_DRAFT.writtenAt ? new Date().toISOString() : draft.writtenAt,
    ...(draft.before === "" ? {} : { before: draft.before }),
    ...(aside.length > 0 ? { aside } : {}),
    ...(draft.drop.length > 0 ? { drop: [...draft.drop] } : {}),
  };
}

function asCount(value: unknown): number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 ? value : 0;
}

function asTime(value: unknown): string {
  const time = typeof value === "string" || typeof value === "number" ? new Date(value) : new Date(0);
  return Number.isNaN(time.getTime()) ? new Date(0).toISOString() : time.toISOString();
}

function isKeptText(value: unknown): value is KeptText {
  return (
    typeof value === "object" &&
    value !== null &&
    "id" in value &&
    "text" in value &&
    "writtenAt" in value &&
    typeof value.id === "string" &&
    typeof value.text === "string" &&
    typeof value.writtenAt === "string"
  );
}
