import { existsSync, readdirSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { extname, join, relative, sep } from "node:path";
import send from "send";
import { sendProblem } from "@/server/http/answers/answers";
import { pathOf } from "@/server/http/request/request";

const BUILT_PREFIX = "/_next/static/";
const YEAR_MILLISECONDS = 365 * 24 * 3_600_000;
const HOUR_MILLISECONDS = 3_600_000;
/** How `npm run build` packs files, the smallest first: the ending of the packed file's name, and what browsers call it. */
const PACKED = [
  [".br", "br"],
  [".gz", "gzip"],
] as const;
/** The types of files that are packed, by the ending of their names. */
const PACKED_TYPES: Record<string, string> = {
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
};

/** Answers a request for a file; false when there is no such file. */
export type StaticFiles = (request: IncomingMessage, response: ServerResponse) => boolean;

/**
 * The files of the build and of `public/` in the checkout at `root`, from a list that is read once: no path leads elsewhere. Those of
 * the build hold their content's hash in their names, so browsers keep them; where `npm run build` has packed one, browsers that can
 * get it packed.
 */
export function staticFiles(root: string): StaticFiles {
  const built = listed(join(root, ".next", "static"), BUILT_PREFIX, {
    maxAge: YEAR_MILLISECONDS,
    immutable: true,
  });
  const others = listed(join(root, "public"), "/", { maxAge: HOUR_MILLISECONDS });
  return (request, response) => built(request, response) || others(request, response);
}

function listed(folder: string, prefix: string, options: send.SendOptions): StaticFiles {
  const files = new Set(existsSync(folder) ? filesBelow(folder) : []);
  return (request, response) => {
    const path = decoded(pathOf(request.url ?? "/"));
    const name = path?.startsWith(prefix) ? path.slice(prefix.length) : null;
    if (name === null || !files.has(name) || PACKED.some(([ending]) => name.endsWith(ending))) {
      return false;
    }
    const accepted = String(request.headers["accept-encoding"] ?? "");
    const offered = PACKED.filter(([ending]) => files.has(name + ending));
    const packed = offered.find(([, coding]) => accepts(accepted, coding));
    if (offered.length > 0) {
      response.setHeader("Vary", "Accept-Encoding");
    }
    if (packed) {
      response.setHeader("Content-Encoding", packed[1]);
      response.setHeader("Content-Type", PACKED_TYPES[extname(name)] ?? "application/octet-stream");
    }
    send(request, encodeURI(name + (packed?.[0] ?? "")), { ...options, root: folder, index: false })
      .on("error", (error: NodeJS.ErrnoException & { status?: number }) => {
        // A file that was removed since, or a part that it has not.
        response.removeHeader("Content-Encoding");
        void sendProblem(response, error.status === 404 ? "not_found" : "bad_request");
      })
      .pipe(response);
    return true;
  };
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"));
}

/** Whether an Accept-Encoding names a coding without refusing it. */
function accepts(header: string, coding: string): boolean {
  return header
    .split(",")
    .map((part) => part.split(";").map((word) => word.trim().toLowerCase()))
    .some(([name, weight]) => name === coding && !/^q=0(\.0*)?$/.test(weight ?? ""));
}

function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}
