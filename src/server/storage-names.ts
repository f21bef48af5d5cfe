import { LIMITS } from "@/shared/limits";

const NAMELESS = "file";
/** Longer endings are no endings but part of the name. */
const EXTENSION = /\.[^.\s]{1,20}$/u;
/** Controls, line separators, stray halves of characters, and the marks that turn writing around to disguise an ending. */
const UNWANTED = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/**
 * The name a file is kept under, as a person wrote it in whatever script: without folders, control characters and
 * direction overrides, composed (NFC), at most LIMITS.fileNameMax UTF-16 units with its ending kept, never empty.
 */
export function cleanFileName(given: string): string {
  const base = given.normalize("NFC").split(/[/\\]/u).pop() ?? "";
  const name = base.replace(UNWANTED, "").trim();
  if (name === "" || name === "." || name === "..") {
    return NAMELESS;
  }
  if (name.length <= LIMITS.fileNameMax) {
    return name;
  }
  const extension = EXTENSION.exec(name)?.[0] ?? "";
  const room = LIMITS.fileNameMax - extension.length;
  return `${cut(name.slice(0, name.length - extension.length), room).trimEnd() || NAMELESS}${extension}`;
}

/** The `Content-Disposition` of a file: its true name for every browser of today, and an ASCII likeness for the others. */
export function contentDisposition(kind: "attachment" | "inline", name: string): string {
  const likeness = name.replace(/[^\x20-\x7e]/gu, "_").replace(/["\\%]/g, "_");
  const encoded = encodeURIComponent(name.replace(/\p{Cs}/gu, "_")).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${kind}; filename="${likeness}"; filename*=UTF-8''${encoded}`;
}

/** As many whole characters, as readers count them, as fit into `room` UTF-16 units. */
function cut(text: string, room: number): string {
  const byReader = take(
    [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment),
    room,
  );
  // One letter with hundreds of marks on it fits nowhere: then the marks are cut.
  return byReader === "" ? take([...text], room) : byReader;
}

function take(parts: readonly string[], room: number): string {
  let taken = "";
  for (const part of parts) {
    if (taken.length + part.length > room) {
      break;
    }
    taken += part;
  }
  return taken;
}
