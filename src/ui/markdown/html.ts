/** Above this many elements a text is shown plain: laying them out would block the reader's tab. */
export const ELEMENTS_MAX = 6_000;

/** Thrown when a text has more elements than the budget. */
export class TooManyElements extends Error {}

/** Counts the elements of one text. */
export class ElementBudget {
  private left = ELEMENTS_MAX;

  /** Counts elements before they are written. Throws `TooManyElements`. */
  spend(elements: number): void {
    this.left -= elements;
    if (this.left < 0) {
      throw new TooManyElements();
    }
  }
}

const ESCAPED: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text as HTML, for between tags and for quoted attributes alike: nothing in it means anything to a browser. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPED[character] ?? "");
}
