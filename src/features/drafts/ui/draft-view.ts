import type { KeptText } from "@/features/drafts/apply";

/** What a field shows of its draft. */
export interface DraftView {
  text: string;
  version: number | null;
  others: readonly KeptText[];
  /** Where and when (milliseconds) it was kept last; null while there is nothing to keep. */
  saved: { at: number; where: "server" | "here" } | null;
  /** What stands there is kept nowhere: this browser keeps nothing, and the server could not be reached. */
  isUnsaved: boolean;
  /** What was kept has been looked for. */
  isReady: boolean;
}

/** A field whose draft has not been looked for yet. */
export const NO_VIEW: DraftView = {
  text: "",
  version: null,
  others: [],
  saved: null,
  isUnsaved: false,
  isReady: false,
};
