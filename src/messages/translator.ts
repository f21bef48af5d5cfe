import { de } from "./de";
import { en } from "./en";
import { keptTranslator } from "./kept-translator";
import type { Language, Speech } from "./locale";
import type { Translate } from "./translation";

const CATALOGUE: Record<Language, typeof en> = { en, de };

/** The translator of a language, where both are at hand: on the server and in tests. The browser has one of them alone (provide-*.tsx). */
export function translatorFor({ language, locale }: Speech): Translate {
  return keptTranslator(locale, CATALOGUE[language]);
}
