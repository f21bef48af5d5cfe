import * as z from "zod/mini";
import { isAside, storedKeys, ownerOf, parseKept, type UnreadableText } from "@/client/browser/kept";
import { unreadableItems } from "@/client/outbox/stored-item";
import { unreadableDrafts } from "@/features/drafts/ui/drafts";

/** A person's texts in this browser that this release cannot read: kept for a release that can, and shown to the person. */
export function unreadableOf(personId: string): UnreadableText[] {
  return [...unreadableItems(personId), ...unreadableDrafts(personId), ...asideOf(personId)];
}

/** Deletes an unreadable text, because its person does not want it. */
export function forgetUnreadable(key: string): void {
  try {
    localStorage.removeItem(key);
  } catch {
    // Without storage there is nothing to remove.
  }
}

const messageSchema = z.object({ body: z.object({ body: z.string() }) });
const draftSchema = z.object({ text: z.string() });

/** The typed words that can be found in an unreadable text; else the whole of it. */
export function wordsIn(text: string): string {
  const message = parseKept(text, messageSchema);
  const draft = parseKept(text, draftSchema);
  return message.kind === "value"
    ? message.value.body.body
    : draft.kind === "value"
      ? draft.value.text
      : text;
}

function asideOf(personId: string): UnreadableText[] {
  try {
    return storedKeys()
      .filter((key) => isAside(key) && ownerOf(key) === personId)
      .map((key) => ({ key, text: localStorage.getItem(key) ?? "" }));
  } catch {
    return [];
  }
}
