import { z } from "zod";
import { boundedList } from "@/shared/bounded-list";
import { LIMITS } from "@/shared/limits";
import { pageFields } from "@/shared/paging";
import { timeText } from "@/shared/time/time-text";
import { isUuid } from "@/shared/ids";

/** A text that was typed into the same field elsewhere, and waits until its author puts it in or discards it. */
export const keptTextSchema = z.object({ id: z.string(), text: z.string(), writtenAt: z.iso.datetime() });

/** The state of a draft. */
export const draftStateSchema = z.object({
  /** Counts every change; a write on an older revision is merged and overwrites nothing. */
  revision: z.number().int().min(0),
  /** Empty once it was sent or emptied. */
  text: z.string(),
  /** The version of the ticket against which it is written, where that matters when it is sent. */
  version: z.number().int().min(0).nullable(),
  writtenAt: z.iso.datetime(),
  others: z.array(keptTextSchema),
});

/** A draft as the API gives it to its author. */
export const draftSchema = z
  .object({
    /** The ticket's id, or "new". */
    place: z.string(),
    kind: z.string(),
    ...draftStateSchema.shape,
    savedAt: z.iso.datetime(),
  })
  .meta({ id: "Draft" });

/** A draft as the API gives it to its author. */
export type DraftDto = z.infer<typeof draftSchema>;

/** The length is checked where it is stored: a text that is too long has a code of its own. */
const text = z.string().meta({ maxLength: LIMITS.draftMax });

/** PUT /api/drafts/{place}/{kind}. */
export const putDraftSchema = z
  .object({
    text,
    version: z.number().int().min(0).max(LIMITS.versionMax).nullish(),
    /** The revision that this text goes on from; 0 where its author knew of none. */
    revision: z.number().int().min(0).max(LIMITS.versionMax),
    /** When its author last typed; a time in the future counts as now. */
    writtenAt: timeText,
    /** The text before it was emptied, so that no earlier part of it comes back. */
    before: text.optional(),
    /** A further text to set aside. */
    aside: boundedList(text, { max: LIMITS.draftOthersMax }).optional(),
    /** The ids of set-aside texts that were put in or discarded. */
    drop: boundedList(z.string().max(60), { max: 100 }).optional(),
  })
  .meta({ id: "PutDraft" });

/** The body that writes a draft. */
export type PutDraftInput = z.infer<typeof putDraftSchema>;

/** The query of GET /api/drafts. */
export const listDraftsSchema = z
  .object({
    /** Only those of this ticket (its id), or of the form of a "new" one. */
    place: z.string().max(60).optional(),
    limit: pageFields.limit.unwrap().default(LIMITS.pageMax),
    cursor: pageFields.cursor,
  })
  .meta({ id: "ListDrafts" });

/** Which drafts are asked for. */
export type ListDraftsQuery = z.output<typeof listDraftsSchema>;

const IN_TICKET = ["reply", "note", "title", "description"];

/** The comment whose change a kind stands for; null for any other kind. */
export function commentOfKind(kind: string): string | null {
  return kind.startsWith("edit-") ? kind.slice("edit-".length) : null;
}

/** The place of the form of a new ticket. */
export const NEW_PLACE = "new";

/** The fields of a place: "ticket" is the form of a new ticket, "edit-<comment>" the editor of a comment. */
export function isDraftKind(place: string, kind: string): boolean {
  if (place === NEW_PLACE) {
    return kind === "ticket";
  }
  const comment = commentOfKind(kind);
  // In lower case only, or one comment would have two drafts.
  return comment === null ? IN_TICKET.includes(kind) : isUuid(comment) && comment === comment.toLowerCase();
}
