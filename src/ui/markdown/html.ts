/** Above this many elements a text is shown plain: laying them out would hold up the tab of whoever reads it. */
export const ELEMENTS_MAX = 6_000;

/** Thrown where a text asks for more elements than a page draws at once. */
export class TooManyElements extends Error {}

/** Counts the elements that one text asks for. */
export class ElementBudget {
  private left = ELEMENTS_MAX;

  /** Takes note of elements that are about to be written. Throws `TooManyElements`. */
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
