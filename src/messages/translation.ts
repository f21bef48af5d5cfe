import type { createTranslator } from "use-intl/core";
import type { en } from "./en";
import type { Speech } from "./locale";

/** The words of a file in another language: the same keys, other sentences. */
export type Translation<Words> = {
  readonly [Key in keyof Words]: Words[Key] extends string ? string : Translation<Words[Key]>;
};

/** Gives the sentence of a key, such as t("tickets.list.total", { count: 3 }); what no file holds does not compile. */
export type Translate = ReturnType<typeof createTranslator<typeof en>>;

/** The words of a page, and how it writes dates and numbers. */
export interface Spoken extends Speech {
  t: Translate;
}

/**
 * Words of another language as the ones whose keys they have. For the compiler a sentence is its English text, by which it
 * knows what arguments it takes; a test holds those of the other languages against it.
 */
export function asTranslated<Words>(words: Translation<Words>): Words {
  return words as Words;
}
