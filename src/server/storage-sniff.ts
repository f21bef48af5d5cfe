import { fileTypeFromBuffer } from "file-type";
import { storage } from "./storage";

/** Enough for every signature, and for the first entry of an office document. */
const HEAD_BYTES = 64 * 1024;
const OCTETS = "application/octet-stream";
/** Kinds that can be plain text from end to end and are something of their own; all other "signatures" in text are words. */
const TEXTUAL = new Set([
  "application/pdf",
  "application/rtf",
  "application/postscript",
  "text/calendar",
  "text/vcard",
]);
const MARKUP = new Set([
  "text/html",
  "application/xhtml+xml",
  "image/svg+xml",
  "application/xml",
  "text/xml",
]);

/** Backspace, tab, line and page breaks, and the escape that colours logs. */
const TEXT_CONTROLS = new Set([0x08, 0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x1b]);

/** What a stored file is, told by its bytes alone: what the sender or the name claims is not asked. */
export async function sniffStoredType(key: string): Promise<string> {
  const parts: Uint8Array[] = [];
  const reader = (await storage().read(key, { start: 0, end: HEAD_BYTES - 1 })).getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    parts.push(part.value);
  }
  return sniffType(Buffer.concat(parts));
}

/** What a file is that begins with these bytes (its first 64 kB, or all of it). */
export async function sniffType(head: Uint8Array): Promise<string> {
  const text = readText(head);
  const markup = markupType(text ?? Buffer.from(head).toString("latin1"));
  if (text !== null && markup) {
    return markup;
  }
  const known = await fileTypeFromBuffer(head).catch(() => undefined);
  if (text !== null) {
    return known && TEXTUAL.has(known.mime) ? known.mime : "text/plain";
  }
  return known?.mime ?? markup ?? OCTETS;
}

/** The type that a file is sent with: markup, in which scripts could hide, goes as mere bytes, whatever a browser makes of it. */
export function servedType(contentType: string): string {
  if (MARKUP.has(contentType) || contentType.endsWith("+xml")) {
    return OCTETS;
  }
  return contentType === "text/plain" ? "text/plain; charset=utf-8" : contentType;
}

/** The text, when these bytes are valid UTF-8 without the control characters that no text has; a character cut at the end is fine. */
function readText(head: Uint8Array): string | null {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(head, {
      stream: head.byteLength >= HEAD_BYTES,
    });
    return head.some((byte) => byte < 0x20 && !TEXT_CONTROLS.has(byte)) ? null : text;
  } catch {
    return null;
  }
}

/** Tags that a page without a doctype begins with. */
const PAGE_START =
  /^<(?:!doctype html|html|head|body|script|style|title|iframe|object|embed|img|link|meta|base|form|table|div|span|center|font|h[1-6]|a|b|i|p|br|pre)[\s/>]/;
const ELEMENT_START = /^<(?:!doctype\b|!--|[a-z_][\w:.-]*(?:\s[^<>]*)?\/?>)/;

function markupType(text: string): string | null {
  const start = text.slice(0, 4096).trimStart().toLowerCase();
  const first = /<(?:[\w.-]+:)?(svg|html|script)[\s/>]/.exec(start)?.[1];
  const isMarkup = start.startsWith("<?xml") || PAGE_START.test(start) || ELEMENT_START.test(start);
  if (!isMarkup) {
    return null;
  }
  if (first === "svg") {
    return "image/svg+xml";
  }
  if (start.startsWith("<?xml")) {
    return first === "html" ? "application/xhtml+xml" : "application/xml";
  }
  return first !== undefined || PAGE_START.test(start) ? "text/html" : "application/xml";
}
