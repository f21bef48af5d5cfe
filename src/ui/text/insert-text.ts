/** Puts text in place of a part of a field, as if it had been typed: one step that the browser's undo takes back. The field gets the focus. */
export function insertText(
  area: HTMLTextAreaElement,
  text: string,
  range?: { start: number; end: number },
): void {
  area.focus();
  if (range) {
    area.setSelectionRange(range.start, range.end);
  }
  // The one way that leaves the field's history whole; where a browser does without, the text is put in all the same.
  if (!document.execCommand("insertText", false, text)) {
    area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
