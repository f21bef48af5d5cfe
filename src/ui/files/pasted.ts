/** What a clipboard holds. */
interface Clipboard {
  files: Iterable<File>;
  types: readonly string[];
}

/**
 * The files of what is pasted into a text: pictures become files, text stays text. Office programs put a picture of the cells or
 * words beside the text itself, and it is the text that was meant.
 */
export function pastedFiles({ files, types }: Clipboard): File[] {
  return types.includes("text/plain") ? [] : [...files];
}
