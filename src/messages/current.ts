import type { Translate } from "./translation";

let current: Translate | null = null;

/** Called by the provider of words as a page comes alive: a browser's page has one language. */
export function setCurrentTranslate(translate: Translate): void {
  current = translate;
}

/**
 * The page's translator, for what is no component: a failed request, a toast out of a queue. In the browser only, and
 * never while something is drawn: on the server pages of several languages are drawn at once.
 */
export function currentTranslate(): Translate {
  if (!current) {
    throw new Error("currentTranslate is for the browser, once the page is drawn.");
  }
  return current;
}
