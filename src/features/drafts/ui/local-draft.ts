import * as z from "zod/mini";
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

const countSchema = z.catch(z.int().check(z.nonnegative()), 0);
const timeSchema = z.union([z.string(), z.number()]);

/** A draft as it was kept, also by an older release: what that had not yet is filled in. What is not understood is not guessed at. */
export const localDraftSchema: z.ZodMiniType<LocalDraft> = z.pipe(
  z.looseObject({
    text: z.string(),
    revision: countSchema,
    version: z.catch(z.nullable(z.int().check(z.nonnegative())), null),
    writtenAt: z.optional(timeSchema),
    // As the first releases named it.
    at: z.optional(timeSchema),
    others: z._default(z.array(z.object({ id: z.string(), text: z.string(), writtenAt: z.string() })), []),
    base: countSchema,
    // What an older release kept was nowhere else.
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

/** The id of a text that was put aside in this browser, and that the server does not know yet. */
export function makeLocalId(): string {
  return `${HERE}${Math.random().toString(36).slice(2)}`;
}

/** Whether the server does not know it yet. */
export function isOnlyHere(kept: KeptText): boolean {
  return kept.id.startsWith(HERE);
}

/** Whether it holds nothing that anybody could miss. */
export function isNothing(draft: LocalDraft): boolean {
  return draft.text === "" && !draft.isDirty && draft.others.length === 0;
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

function asTime(value: string | number | undefined): string {
  const time = new Date(value ?? 0);
  return Number.isNaN(time.getTime()) ? NO_DRAFT.writtenAt : time.toISOString();
}
