import { createTranslator } from "use-intl/core";
import type { en } from "./en";
import type { Translate } from "./translation";

/** Browsers send few locales; somebody who sends every possible one fills no memory. */
const MOST = 50;

const kept = new Map<string, { words: typeof en; translate: Translate }>();

/**
 * The translator of `words` in a locale (BCP 47), made once in this process: it keeps each message parsed and each of
 * Intl's formatters, which are dear to make. A page that is rendered on the server would else make them all again.
 */
export function keptTranslator(locale: string, words: typeof en): Translate {
  const found = kept.get(locale);
  if (found?.words === words) {
    return found.translate;
  }
  if (kept.size >= MOST) {
    kept.clear();
  }
  const translate: Translate = createTranslator({ locale, messages: words });
  kept.set(locale, { words, translate });
  return translate;
}
