import type { Translate } from "@/messages/translation";

/** The plain words for parts of media types. */
const KINDS: readonly (readonly [RegExp, (t: Translate) => string])[] = [
  [/^image\/hei[cf]/, (t) => t("ui.fileKind.picture", { format: "HEIC" })],
  [/^image\/vnd\.adobe\.photoshop$/, (t) => t("ui.fileKind.picture", { format: "Photoshop" })],
  [/^video\//, (t) => t("ui.fileKind.video")],
  [/^audio\//, (t) => t("ui.fileKind.sound")],
  [/^application\/pdf$/, () => "PDF"],
  [/wordprocessingml|msword|opendocument\.text|rtf$/, (t) => t("ui.fileKind.document")],
  [/spreadsheetml|ms-excel|opendocument\.spreadsheet/, (t) => t("ui.fileKind.spreadsheet")],
  [/presentationml|ms-powerpoint|opendocument\.presentation/, (t) => t("ui.fileKind.presentation")],
  [
    /^application\/(?:zip|gzip|x-(?:7z|rar|tar|bzip2|xz|gtar|compress))|zstd$/,
    (t) => t("ui.fileKind.archive"),
  ],
  [/^text\/html|xhtml/, (t) => t("ui.fileKind.webPage")],
  [/^(?!image\/).*xml$/, () => "XML"],
  [/^text\/calendar$/, (t) => t("ui.fileKind.calendar")],
  [/^text\/vcard$/, (t) => t("ui.fileKind.contact")],
  [/^text\//, (t) => t("ui.fileKind.text")],
];
/** A file name's extension, if it is short enough to be one. */
const ENDING = /\.([a-z0-9]{1,5})$/i;

/** A file's kind in a word or two: by its type, or else by its extension. */
export function fileKind(t: Translate, contentType: string, name: string): string {
  const kind = KINDS.find(([pattern]) => pattern.test(contentType))?.[1];
  if (kind) {
    return kind(t);
  }
  if (contentType.startsWith("image/")) {
    const format = contentType.replace(/^image\/(?:x-|vnd\.)?/, "").split(/[;+.-]/)[0] ?? "";
    return t("ui.fileKind.picture", { format: format.toUpperCase() });
  }
  const ending = ENDING.exec(name)?.[1];
  return ending === undefined
    ? t("ui.fileKind.file")
    : t("ui.fileKind.named", { ending: ending.toUpperCase() });
}
