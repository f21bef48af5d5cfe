/** The content of a clipboard. */
interface Clipboard {
  files: Iterable<File>;
  types: readonly string[];
}

/**
 * The files of a paste: pictures become files, text stays text. Office programs put a picture of the cells or
 * words beside the text itself, and the person means the text.
 */
export function pastedFiles({ files, types }: Clipboard): File[] {
  return types.includes("text/plain") ? [] : [...files];
}
