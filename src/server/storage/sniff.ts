import { fileTypeFromBuffer } from "file-type";
import { storage } from "./storage";
import { decodeText } from "./text";

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

/** Programs that browsers, or what is built into them, run or ran. */
const PROGRAMS = new Set([
  "application/x-shockwave-flash",
  "application/wasm",
  "application/java-vm",
  "application/java-archive",
]);

/** A stored file's type by its bytes alone: the sender's type and the name are ignored. */
export async function sniffStoredType(key: string): Promise<string> {
  const parts: Uint8Array[] = [];
  const reader = (await storage().read(key, { start: 0, end: HEAD_BYTES - 1 })).getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    parts.push(part.value);
  }
  return sniffType(Buffer.concat(parts));
}

/** What a file is that begins with these bytes (its first 64 kB, or all of it); a text not in UTF-8 with its charset. */
export async function sniffType(head: Uint8Array): Promise<string> {
  const decoded = decodeText(head, head.byteLength >= HEAD_BYTES);
  const markup = markupType(decoded?.text ?? Buffer.from(head).toString("latin1"));
  if (decoded && markup) {
    return markup;
  }
  const known = await fileTypeFromBuffer(head).catch(() => undefined);
  if (!decoded) {
    return known?.mime ?? markup ?? OCTETS;
  }
  if (known && (TEXTUAL.has(known.mime) || decoded.charset === "unknown-8bit")) {
    return known.mime;
  }
  return decoded.charset === "utf-8" ? "text/plain" : `text/plain; charset=${decoded.charset}`;
}

/** A type as `sniffType` gives it, taken apart: what it is, and how a text is written where that is not in UTF-8. */
export function splitType(contentType: string): { type: string; charset: string | null } {
  const [type = "", charset = null] = contentType.split("; charset=");
  return { type, charset };
}

/** The type that a file is sent with: markup, which may hold scripts, and programs of the web are sent as plain bytes. */
export function servedType(contentType: string): string {
  if (MARKUP.has(contentType) || PROGRAMS.has(contentType) || contentType.endsWith("+xml")) {
    return OCTETS;
  }
  return contentType === "text/plain" ? "text/plain; charset=utf-8" : contentType;
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
