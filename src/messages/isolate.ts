/** Letters that run from right to left: Hebrew, Arabic, Syriac, Thaana, N'Ko, and their presentation forms. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/**
 * What somebody wrote (a name, a title), for a sentence that is one string, where no <bdi> can stand: in an isolate of its own
 * where it runs from right to left, so that it moves nothing around it. Whatever else comes back as it is.
 */
export function isolate(text: string): string {
  return RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text;
}
