import { createTranslator } from "use-intl/core";
import { de } from "./de";
import { en } from "./en";
import type { Language, Speech } from "./locale";
import type { Translate } from "./translation";

const CATALOGUE: Record<Language, typeof en> = { en, de };

/** The translator of a language, where both are at hand: on the server and in tests. The browser has one of them alone (provide-*.tsx). */
export function translatorFor({ language, locale }: Speech): Translate {
  return createTranslator({ locale, messages: CATALOGUE[language] });
}
