import type { KeptText } from "@/features/drafts/apply";

/** The view of a field's draft. */
export interface DraftView {
  text: string;
  version: number | null;
  others: readonly KeptText[];
  /** Where and when (milliseconds) it was last saved; null while there is nothing to save. */
  saved: { at: number; where: "server" | "here" } | null;
  /** The content is saved nowhere: this browser's storage is off, and the server could not be reached. */
  isUnsaved: boolean;
  /** Whether a saved draft has been looked for. */
  isReady: boolean;
}

/** A field whose saved draft has not been looked for yet. */
export const NO_VIEW: DraftView = {
  text: "",
  version: null,
  others: [],
  saved: null,
  isUnsaved: false,
  isReady: false,
};
