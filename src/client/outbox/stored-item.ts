import * as z from "zod/mini";
import { storedKeys, parseKept, readKept, type Kept, type UnreadableText } from "@/client/browser/kept";
import type { OutboxItem } from "./outbox";

const PREFIX = "helpejo:outbox:";

const problemSchema = z.looseObject({
  status: z.number(),
  code: z.string(),
  detail: z.string(),
  errors: z.array(z.looseObject({ path: z.string(), message: z.string() })),
  members: z.record(z.string(), z.unknown()),
});

const fileSchema = z.looseObject({
  key: z.string(),
  name: z.string(),
  size: z.number(),
  type: z._default(z.string(), ""),
  state: z.enum(["waiting", "failed", "done"]),
  error: z._default(z.nullable(z.string()), null),
});

/** An item as a browser stores it. Members that a newer release added are kept. */
const itemSchema: z.ZodMiniType<OutboxItem> = z.looseObject({
  id: z.string(),
  lane: z.string(),
  order: z.number(),
  kind: z.enum(["message", "change"]),
  method: z.enum(["POST", "PATCH"]),
  path: z.string(),
  body: z.nullable(z.record(z.string(), z.unknown())),
  key: z.string(),
  after: z.nullable(z.string()),
  about: z.record(z.string(), z.unknown()),
  state: z.enum(["waiting", "stopped", "files"]),
  problem: z.nullable(problemSchema),
  tries: z.number(),
  triedAt: z.nullable(z.number()),
  answerId: z.nullable(z.string()),
  filesPath: z.nullable(z.string()),
  fileFields: z.record(z.string(), z.string()),
  files: z.array(fileSchema),
});

/** The storage key of a person's item; without an id, the prefix of all their keys. */
export function outboxKey(personId: string, id = ""): string {
  return `${PREFIX}${personId}:${id}`;
}

/** Reads a stored item. */
export function parseItem(text: string): Kept<OutboxItem> {
  return parseKept(text, itemSchema);
}

/** All items of a person that can be read; throws where the browser forbids its storage. */
export function readItems(personId: string): OutboxItem[] {
  return Object.keys(localStorage)
    .filter((key) => key.startsWith(outboxKey(personId)))
    .flatMap((key) => {
      const kept = readKept(localStorage, key, itemSchema);
      return kept.kind === "value" ? [kept.value] : [];
    });
}

/** What waits in a person's outbox and cannot be read by this release: it is kept, and sent by a release that can. */
export function unreadableItems(personId: string): UnreadableText[] {
  return storedKeys()
    .filter((key) => key.startsWith(outboxKey(personId)))
    .flatMap((key) => {
      const kept = readKept(localStorage, key, itemSchema);
      return kept.kind === "unreadable" ? [{ key, text: kept.text }] : [];
    });
}
