import { draftStateSchema, type DraftDto } from "@/features/drafts/schema";
import { NO_DRAFT, type DraftState } from "@/features/drafts/apply";

/** A draft as read from the database; `content` is a DraftState. */
export interface DraftRow {
  place: string;
  kind: string;
  content: unknown;
  updated_at: Date;
}

/** The state in a row; an unreadable one counts as empty. */
export function stateOf(row: DraftRow): DraftState {
  const parsed = draftStateSchema.safeParse(row.content);
  return parsed.success ? parsed.data : NO_DRAFT;
}

/** A draft for its author. */
export function presentDraft(row: DraftRow): DraftDto {
  const { revision, text, version, writtenAt, others } = stateOf(row);
  return {
    place: row.place,
    kind: row.kind,
    revision,
    text,
    version,
    writtenAt,
    others,
    savedAt: row.updated_at.toISOString(),
  };
}
