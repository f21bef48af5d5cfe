import { storage } from "./storage";
import { contentDisposition } from "./names";
import { servedType } from "./sniff";
import type { ByteRange } from "./types";

/** A week: what is taken away or replaced has another address, and a browser that is signed out of forgets it at once. */
const FIXED_SECONDS = 604_800;

/** A stored file to send. */
export interface SentFile {
  key: string;
  name: string;
  contentType: string;
  /** Quoted, as HTTP writes it. */
  etag: string;
  /** "inline" only for pictures that cannot carry a script. */
  disposition: "attachment" | "inline";
  /** For an address that always has the same bytes: the browser that asked may keep them. */
  isFixed?: boolean;
}

/**
 * Answers a GET or HEAD with a file's bytes, streaming, with headers that make any file harmless in a
 * browser: no sniffing, no scripts, no frame of another site. Supports If-None-Match, a single Range and
 * If-Range.
 */
export async function fileResponse(request: Request, file: SentFile): Promise<Response> {
  const headers = new Headers({
    "cache-control": file.isFixed ? `private, max-age=${FIXED_SECONDS}, immutable` : "private, no-store",
    "content-security-policy": "sandbox; default-src 'none'",
    "cross-origin-resource-policy": "same-origin",
    "x-content-type-options": "nosniff",
    etag: file.etag,
    vary: "Cookie, Authorization",
  });
  if (matches(request.headers.get("if-none-match"), file.etag)) {
    return new Response(null, { status: 304, headers });
  }
  const size = await storage().sizeOf(file.key);
  headers.set("content-type", servedType(file.contentType));
  headers.set("content-disposition", contentDisposition(file.disposition, file.name));
  headers.set("accept-ranges", "bytes");
  const range = requestedRange(request, file.etag, size);
  if (range === "outside") {
    headers.delete("content-disposition");
    headers.delete("content-type");
    headers.set("content-range", `bytes */${size}`);
    return new Response(null, { status: 416, headers });
  }
  headers.set("content-length", String(range ? range.end - range.start + 1 : size));
  if (range) {
    headers.set("content-range", `bytes ${range.start}-${range.end}/${size}`);
  }
  const body = request.method === "HEAD" ? null : await storage().read(file.key, range ?? undefined);
  return new Response(body, { status: range ? 206 : 200, headers });
}

function matches(header: string | null, etag: string): boolean {
  const tags = (header ?? "").split(",").map((tag) => tag.trim().replace(/^W\//, ""));
  return tags.includes(etag) || tags.includes("*");
}

/** The one range asked for; null for none, several, or one that makes no sense, which HTTP answers with everything. */
function requestedRange(request: Request, etag: string, size: number): ByteRange | "outside" | null {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/i.exec(request.headers.get("range")?.trim() ?? "");
  const ifRange = request.headers.get("if-range");
  if (request.method !== "GET" || !match || (ifRange !== null && ifRange.trim() !== etag)) {
    return null;
  }
  const [first, last] = [match[1] ?? "", match[2] ?? ""];
  if (first === "" && last === "") {
    return null;
  }
  if (first === "") {
    return Number(last) === 0 ? "outside" : { start: Math.max(0, size - Number(last)), end: size - 1 };
  }
  const start = Number(first);
  const end = last === "" ? size - 1 : Math.min(Number(last), size - 1);
  if (last !== "" && Number(last) < start) {
    return null;
  }
  return start >= size ? "outside" : { start, end };
}
