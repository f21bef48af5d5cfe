import type { ZodMiniType } from "zod/mini";

/** A value that the browser stores under one key, parsed by a schema. `unreadable`: another release wrote it, or it is corrupt. */
export type Kept<T> =
  { kind: "nothing" } | { kind: "value"; value: T } | { kind: "unreadable"; text: string };

/** A text that this release cannot read, under the key where it is kept. */
export interface UnreadableText {
  key: string;
  text: string;
}

const ASIDE = "helpejo:unreadable:";

/** Reads JSON by a schema; throws only where the browser forbids its storage. */
export function readKept<T>(storage: Storage, key: string, schema: ZodMiniType<T>): Kept<T> {
  const text = storage.getItem(key);
  return text === null ? { kind: "nothing" } : parseKept(text, schema);
}

/** Reads a kept text by a schema. */
export function parseKept<T>(text: string, schema: ZodMiniType<T>): Kept<T> {
  try {
    const { success, data } = schema.safeParse(JSON.parse(text));
    return success ? { kind: "value", value: data } : { kind: "unreadable", text };
  } catch {
    return { kind: "unreadable", text };
  }
}

/** Moves a text aside, before something else is written under its key; throws where the browser has no room for it. */
export function setAside({ key, text }: UnreadableText): void {
  localStorage.setItem(`${ASIDE}${key}:${Date.now()}`, text);
  localStorage.removeItem(key);
}

/** Whether a text was moved aside under this key. */
export function isAside(key: string): boolean {
  return key.startsWith(ASIDE);
}

/** The person who owns a stored key; null where nobody does. */
export function ownerOf(key: string): string | null {
  return /^(?:helpejo:unreadable:)?helpejo:(?:draft|outbox):([^:]+):/.exec(key)?.[1] ?? null;
}

/** All keys in this browser's storage; none where it is forbidden. */
export function storedKeys(): string[] {
  try {
    return Object.keys(localStorage);
  } catch {
    return [];
  }
}
