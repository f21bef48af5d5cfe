import type { Language } from "@/messages/locale";

/** What is put into a sentence: numbers, and texts that stand in every language as they are (a name, "16 kB"). */
export type SentenceValues = Readonly<Record<string, string | number>>;

/** A sentence for a person whose language is not known yet: it is put into words at the border (`speak`). */
export interface Sentence {
  /** Its key in the server's catalogue; null for what a library says, in `spoken`. */
  readonly key: string | null;
  readonly values: SentenceValues;
  /** The same in English, for the log. */
  readonly english: string;
  readonly spoken?: Partial<Record<Language, string>>;
}
