import { LIMITS } from "@/shared/limits";
import { oneLine } from "@/shared/text";

const NAMELESS = "file";
/** UTF-16 units of a name that are looked at: of a longer one its beginning and its ending. */
const READ_MAX = 2_048;
const EXTENSION_ROOM = 42;
const SEGMENTER = new Intl.Segmenter();
/** A longer extension counts as part of the name. */
const EXTENSION = /\.[^.\s]{1,20}$/u;
/**
 * The name under which a file is stored, in any script: without folders, on one line (no controls, no
 * direction overrides, NFC), at most LIMITS.fileNameMax UTF-16 units with its extension kept, never empty.
 */
export function cleanFileName(rawName: string): string {
  const base = rawName.split(/[/\\]/u).pop() ?? "";
  const read = base.length > READ_MAX ? `${base.slice(0, READ_MAX)}${base.slice(-EXTENSION_ROOM)}` : base;
  const name = oneLine(read.replace(/\p{Cs}/gu, ""));
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
    [...SEGMENTER.segment(text)].map(({ segment }) => segment),
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
