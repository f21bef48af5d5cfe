/** What the parts of media types are called by people. */
const KINDS: readonly (readonly [RegExp, string])[] = [
  [/^image\/hei[cf]/, "HEIC picture"],
  [/^image\/svg/, "SVG picture"],
  [/^image\/jpeg$/, "JPEG picture"],
  [/^image\/vnd\.adobe\.photoshop$/, "Photoshop picture"],
  [/^image\//, "picture"],
  [/^video\//, "Video"],
  [/^audio\//, "Sound"],
  [/^application\/pdf$/, "PDF"],
  [/wordprocessingml|msword|opendocument\.text|rtf$/, "Document"],
  [/spreadsheetml|ms-excel|opendocument\.spreadsheet/, "Spreadsheet"],
  [/presentationml|ms-powerpoint|opendocument\.presentation/, "Presentation"],
  [/^application\/(?:zip|gzip|x-(?:7z|rar|tar|bzip2|xz|gtar|compress))|zstd$/, "Archive"],
  [/^text\/html|xhtml/, "Web page"],
  [/xml$/, "XML"],
  [/^text\/calendar$/, "Calendar"],
  [/^text\/vcard$/, "Contact"],
  [/^text\//, "Text"],
];
/** An ending short enough to be one. */
const ENDING = /\.([a-z0-9]{1,5})$/i;

/** What a file is in a word or two: by its type, and where that says nothing by how its name ends. */
export function fileKind(contentType: string, name: string): string {
  const kind = KINDS.find(([pattern]) => pattern.test(contentType))?.[1];
  if (kind === "picture") {
    const format = contentType.replace(/^image\/(?:x-|vnd\.)?/, "").split(/[;+.-]/)[0] ?? "";
    return `${format.toUpperCase()} picture`;
  }
  const ending = ENDING.exec(name)?.[1];
  return kind ?? (ending === undefined ? "File" : `${ending.toUpperCase()} file`);
}
