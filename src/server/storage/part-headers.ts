const BOUNDARY = /;\s*boundary=(?:"([^"]+)"|([^\s;"]+))/i;
const END = [13, 10, 13, 10];
const SPACE = 32;
const NOTHING = Buffer.alloc(0);

/**
 * Removes control characters from the part headers of a form's bytes: some systems allow them in file names,
 * browsers send them as they are, and the parser would refuse them. Pass one chunk after the other; the
 * content of files stays as it is.
 */
export function cleanPartHeaders(contentType: string): (piece: Uint8Array) => Uint8Array {
  const match = BOUNDARY.exec(contentType);
  const delimiter = Buffer.from(`\r\n--${match?.[1] ?? match?.[2] ?? ""}`, "latin1");
  // What came before, as far as a delimiter may have begun there; the first stands at the very beginning.
  let before: Buffer = Buffer.from("\r\n");
  let isHeader = false;
  let ending = 0;

  return (piece) => {
    if (!match) {
      return piece;
    }
    const kept: Uint8Array[] = [];
    let start = 0;
    for (let at = 0; at < piece.length;) {
      if (!isHeader) {
        const end = endOfDelimiter(delimiter, before, piece, at);
        if (end < 0) {
          before = lastOf(before, piece.subarray(at), delimiter.length - 1);
          break;
        }
        at = end;
        before = NOTHING;
        isHeader = true;
        ending = 0;
        continue;
      }
      const byte = piece[at] ?? SPACE;
      ending = byte === END[ending] ? ending + 1 : Number(byte === END[0]);
      if (ending === END.length) {
        isHeader = false;
        // An empty part has its delimiter right behind its headers.
        before = Buffer.from("\r\n");
      } else if (isControl(byte)) {
        kept.push(piece.subarray(start, at));
        start = at + 1;
      }
      at += 1;
    }
    return start === 0 ? piece : Buffer.concat([...kept, piece.subarray(start)]);
  };
}

/**
 * Where the next delimiter ends in `piece`, from `at`, if it may have begun in `before`; -1 when there is none. Each byte is
 * looked at once: a form of very many parts costs no more than its bytes.
 */
function endOfDelimiter(delimiter: Buffer, before: Buffer, piece: Uint8Array, at: number): number {
  if (before.length > 0) {
    const seam = Buffer.concat([before, piece.subarray(at, at + delimiter.length)]);
    const found = seam.indexOf(delimiter);
    if (found >= 0) {
      return at + found + delimiter.length - before.length;
    }
  }
  const found = asBuffer(piece).indexOf(delimiter, at);
  return found < 0 ? -1 : found + delimiter.length;
}

/** The last so many bytes of both together. */
function lastOf(before: Buffer, piece: Uint8Array, most: number): Buffer {
  return piece.length >= most
    ? Buffer.from(piece.subarray(piece.length - most))
    : Buffer.concat([before, piece]).subarray(-most);
}

function asBuffer(piece: Uint8Array): Buffer {
  return Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
}

/** Removes line ends and tabs: they have a meaning there. */
function isControl(byte: number): boolean {
  return (byte < SPACE && byte !== 9 && byte !== 10 && byte !== 13) || byte === 127;
}
