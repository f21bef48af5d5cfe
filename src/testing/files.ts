import { mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { env } from "@/server/process/env";
import { forgetShared, shareOnce } from "@/server/process/globals";
import { receive } from "@/server/http/request/request";
import { answerMounted, type MountedRoute } from "@/server/http/mounted-routes";
import { createDiskStorage } from "@/server/storage/disk";
import type { Actor } from "@/shared/roles";
import { makeAccessToken } from "./factories";

/** The folder that a test file's uploads go to. */
export interface TestFiles {
  /** The path of every file in it, of whatever state, relative and sorted. */
  list(): Promise<string[]>;
  root(): string;
}

/** One part of a form: a text field, or a file when it has a `filename`. */
export interface FormPart {
  name: string;
  content: string | Uint8Array;
  filename?: string;
  contentType?: string;
}

/** The boundary of `formBytes`. */
export const BOUNDARY = "----a-boundary-of-our-tests";

/** Gives the calling test file a storage of its own, empty, removed at the end. */
export function setUpFiles(): TestFiles {
  let root = "";
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), "helpejo-files-"));
    forgetShared("storage");
    shareOnce("storage", () => createDiskStorage(root));
  });
  afterAll(async () => {
    forgetShared("storage");
    await rm(root, { recursive: true, force: true });
  });
  return {
    root: () => root,
    list: async () => {
      const entries = await readdir(root, { recursive: true, withFileTypes: true });
      return entries
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
        .sort();
    },
  };
}

/** A form as browsers write it, byte by byte, in the given order. */
export function formBytes(parts: readonly FormPart[]): Uint8Array {
  const pieces = parts.flatMap((part) => {
    const filename =
      part.filename === undefined ? "" : `; filename="${part.filename.replaceAll('"', "%22")}"`;
    const type =
      part.filename === undefined
        ? ""
        : `Content-Type: ${part.contentType ?? "application/octet-stream"}\r\n`;
    return [
      `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${part.name}"${filename}\r\n${type}\r\n`,
      part.content,
      "\r\n",
    ];
  });
  return Buffer.concat([...pieces, `--${BOUNDARY}--\r\n`].map((piece) => Buffer.from(piece)));
}

/** Who uploads what where. */
export interface UploadOptions {
  as?: Actor;
  /** The ticket's id or number. */
  ticket: string;
  parts?: readonly FormPart[];
  /** Sent instead of a form of `parts`. */
  body?: Uint8Array | ReadableStream<Uint8Array>;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

/** The request of an upload, as a browser makes it. */
export async function uploadRequest(options: UploadOptions): Promise<Request> {
  const headers = new Headers({
    host: "localhost:3003",
    "content-type": `multipart/form-data; boundary=${BOUNDARY}`,
    ...options.headers,
  });
  if (options.as) {
    headers.set("authorization", `Bearer ${await makeAccessToken(options.as)}`);
  }
  const body = options.body ?? formBytes(options.parts ?? []);
  const stream = body instanceof Uint8Array ? new Blob([new Uint8Array(body)]).stream() : body;
  return new Request(`http://localhost:3003/api/tickets/${options.ticket}/attachments`, {
    method: "POST",
    headers,
    body: stream,
    // The types are the browser's, which knows no streaming bodies yet.
    ...{ duplex: "half" },
    ...(options.signal ? { signal: options.signal } : {}),
  });
}

/** Serves one route on a free port of this machine, through real sockets, as server.ts does beside Next. */
export async function serveRoutes(
  routes: readonly MountedRoute[],
): Promise<{ port: number; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    void answerMounted(request, response, receive(request, env()), routes);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    port: typeof address === "object" && address ? address.port : 0,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
