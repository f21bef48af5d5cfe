const BOUNDARY = /;\s*boundary=(?:"([^"]+)"|([^\s;"]+))/i;
const END = [13, 10, 13, 10];
const SPACE = 32;

/**
 * Removes control characters from the part headers of a form's bytes: some systems allow them in file names,
 * browsers send them as they are, and the parser would refuse them. Pass one chunk after the other; the
 * content of files stays as it is.
 */
export function cleanPartHeaders(contentType: string): (piece: Uint8Array) => Uint8Array {
  const match = BOUNDARY.exec(contentType);
  const delimiter = Buffer.from(`\r\n--${match?.[1] ?? match?.[2] ?? ""}`, "latin1");
  // What came before, as far as a delimiter may have begun there; the first stands at the very beginning.
  let before = Buffer.from("\r\n");
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
        const seen = Buffer.concat([before, piece.subarray(at)]);
        const found = seen.indexOf(delimiter);
        if (found < 0) {
          before = seen.subarray(Math.max(0, seen.length - delimiter.length + 1));
          break;
        }
        at += found + delimiter.length - before.length;
        before = Buffer.alloc(0);
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

/** Removes line ends and tabs: they have a meaning there. */
function isControl(byte: number): boolean {
  return (byte < SPACE && byte !== 9 && byte !== 10 && byte !== 13) || byte === 127;
}
