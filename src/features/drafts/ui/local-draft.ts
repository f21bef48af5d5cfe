import * as z from "zod/mini";
import { NO_DRAFT, type DraftState, type KeptText } from "@/features/drafts/apply";
import type { PutDraftInput } from "@/features/drafts/schema";

/** A draft as a browser stores it, for all its tabs; its own `revision` counts their writes. */
export interface LocalDraft extends DraftState {
  /** The server's revision that it is based on; 0 where the server knew of none. */
  base: number;
  /** Whether it holds something that the server has not confirmed. */
  isDirty: boolean;
  /** The text before it was emptied, until the server has confirmed that. */
  before: string;
  /** Texts set aside on the server that were put in or discarded since. */
  drop: readonly string[];
}

/** The state before anything was written. */
export const NO_LOCAL_DRAFT: LocalDraft = { ...NO_DRAFT, base: 0, isDirty: false, before: "", drop: [] };

const HERE = "here-";

const countSchema = z.catch(z.int().check(z.nonnegative()), 0);
const timeSchema = z.union([z.string(), z.number()]);

/** Parses a stored draft, also of an older release: missing members get their defaults. Unknown values are not guessed at. */
export const localDraftSchema: z.ZodMiniType<LocalDraft> = z.pipe(
  z.looseObject({
    text: z.string(),
    revision: countSchema,
    version: z.catch(z.nullable(z.int().check(z.nonnegative())), null),
    writtenAt: z.optional(timeSchema),
    // The name that the first releases used.
    at: z.optional(timeSchema),
    others: z._default(z.array(z.object({ id: z.string(), text: z.string(), writtenAt: z.string() })), []),
    base: countSchema,
    // An older release stored it nowhere else.
    isDirty: z._default(z.boolean(), true),
    before: z._default(z.string(), ""),
    drop: z._default(z.array(z.string()), []),
  }),
  z.transform(
    ({ text, revision, version, writtenAt, at, others, base, isDirty, before, drop }): LocalDraft => ({
      text,
      revision,
      version,
      writtenAt: asTime(writtenAt ?? at),
      others,
      base,
      isDirty,
      before,
      drop,
    }),
  ),
);

/** The id of a text that was set aside in this browser, and that the server does not know yet. */
export function makeLocalId(): string {
  return `${HERE}${Math.random().toString(36).slice(2)}`;
}

/** Whether the server does not know it yet. */
export function isOnlyHere(kept: KeptText): boolean {
  return kept.id.startsWith(HERE);
}

/** Whether it holds nothing worth keeping. */
export function isEmptyDraft(draft: LocalDraft): boolean {
  return draft.text === "" && !draft.isDirty && draft.others.length === 0;
}

/** The texts that were set aside here and are not among `known`. */
export function onlyHere(draft: LocalDraft, known: readonly KeptText[] = []): string[] {
  return draft.others
    .filter((one) => isOnlyHere(one) && !known.some((other) => other.id === one.id))
    .map((one) => one.text);
}

/** The body that is sent to the server. */
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

function asTime(value: string | number | undefined): string {
  const time = new Date(value ?? 0);
  return Number.isNaN(time.getTime()) ? NO_DRAFT.writtenAt : time.toISOString();
}
