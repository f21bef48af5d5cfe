import { setMaxListeners } from "node:events";
import type { Readable } from "node:stream";
import busboy, { type Busboy } from "busboy";
import type { Sentence } from "@/messages/server/sentence";
import { say } from "@/messages/server/say";
import { AppError, isAppError, refusedField } from "@/shared/errors";
import { storage } from "./storage";
import { cleanFileName } from "./names";
import { cleanPartHeaders } from "./part-headers";
import type { FileArea, StoredFile } from "./types";

/** The limits of one upload. */
export interface UploadLimits {
  area: FileArea;
  /** The form field of files; any other is refused. */
  fileField: string;
  maxFiles: number;
  maxFileBytes: number;
  maxFields: number;
  /** Bytes of a text field. */
  maxFieldBytes: number;
}

/** A file of an upload, stored already. */
export interface UploadedFile extends StoredFile {
  /** The file's name, cleaned. */
  name: string;
}

/** A form that was received whole. */
export interface Upload {
  fields: Record<string, string>;
  files: UploadedFile[];
}

const BROKEN = say("refusals.uploads.broken");
const BROKEN_OFF = say("refusals.uploads.brokeOff");
/** Room for boundaries, part headers and text fields when the length of a whole request is judged. */
const OVERHEAD_BYTES = 1024 * 1024;
/** Browsers write two or three headers a part. */
const MOST_PART_HEADERS = 20;

/**
 * Reads multipart/form-data as it arrives, files straight into the storage; fields may stand before or after them. All
 * or nothing: when anything fails (a limit, a broken form, a client that leaves, a full disk), what was stored is
 * removed before the error is thrown. Reading stops there; see `drainBody` for the rest of the body.
 */
export async function receiveUpload(request: Request, limits: UploadLimits): Promise<Upload> {
  const parser = openParser(request, limits);
  const body = openBody(request);
  const stop = new AbortController();
  setMaxListeners(limits.maxFiles + 3, stop.signal);
  const fail = (error: unknown): void => {
    stop.abort(isAppError(error) ? error : new AppError("bad_multipart", BROKEN));
    parser.destroy();
  };
  const breakOff = (error?: unknown): void =>
    fail(isAppError(error) ? error : new AppError("bad_request", BROKEN_OFF));
  const leave = (): void => breakOff();
  const fields = new Map<string, string>();
  const files: Promise<UploadedFile | null>[] = [];

  parser.on("file", (field: string | undefined, stream, info) => {
    // Without a listener, its error would end the process when it is destroyed unread.
    stream.on("error", () => undefined);
    if (field !== limits.fileField) {
      fail(refusedField(field ?? "", say("refusals.uploads.fileField", { name: limits.fileField })));
    }
    if (stop.signal.aborted) {
      // The parser goes on to the end of its chunk even after it was destroyed: nothing would ever end this stream.
      stream.destroy();
      return;
    }
    const file = storeFile(stream, info.filename ?? "", limits);
    stop.signal.addEventListener("abort", () => stream.destroy(), { once: true });
    file.catch(fail);
    files.push(file);
  });
  parser.on("field", (name: string | undefined, value, info) => {
    if (info.valueTruncated || fields.has(name ?? "") || name === limits.fileField) {
      fail(refusedField(name ?? "", badField(name ?? "", info.valueTruncated, limits)));
    }
    fields.set(name ?? "", value);
  });
  parser.on("filesLimit", () =>
    fail(refusedField(limits.fileField, say("refusals.uploads.tooManyFiles", { most: limits.maxFiles }))),
  );
  parser.on("fieldsLimit", () =>
    fail(new AppError("bad_multipart", say("refusals.uploads.tooManyFields", { most: limits.maxFields }))),
  );
  parser.on("partsLimit", () => fail(new AppError("bad_multipart", say("refusals.uploads.tooManyParts"))));
  parser.on("error", fail);
  request.signal.addEventListener("abort", leave, { once: true });

  const reader = body.getReader();
  try {
    const clean = cleanPartHeaders(request.headers.get("content-type") ?? "");
    await feed(reader, parser, clean, stop.signal, breakOff);
    const received = await unlessStopped(stop.signal, Promise.all(files));
    return { fields: Object.fromEntries(fields), files: received.filter((file) => file !== null) };
  } catch (error) {
    fail(error);
    const ended = await Promise.allSettled(files);
    await discardFiles(
      ended.flatMap((file) => (file.status === "fulfilled" && file.value ? [file.value.key] : [])),
    );
    throw stop.signal.reason;
  } finally {
    request.signal.removeEventListener("abort", leave);
    reader.releaseLock();
  }
}

/** Removes the stored files of a failed upload; those that cannot be removed now are left to the sweep. */
export async function discardFiles(keys: readonly string[]): Promise<void> {
  await Promise.allSettled(keys.map((key) => storage().remove(key)));
}

function openParser(request: Request, limits: UploadLimits): Busboy {
  const contentType = request.headers.get("content-type") ?? "";
  if (!/^multipart\/form-data\s*(;|$)/i.test(contentType.trim())) {
    throw new AppError("unsupported_media_type", say("refusals.uploads.asForm"));
  }
  if (
    Number(request.headers.get("content-length")) >
    limits.maxFiles * limits.maxFileBytes + OVERHEAD_BYTES
  ) {
    throw new AppError(
      "too_large",
      say("refusals.uploads.tooLarge", {
        megabytes: megabytes(limits.maxFileBytes),
        most: limits.maxFiles,
      }),
    );
  }
  try {
    return busboy({
      headers: { "content-type": contentType },
      defParamCharset: "utf8",
      limits: {
        files: limits.maxFiles,
        fields: limits.maxFields,
        fieldSize: limits.maxFieldBytes,
        fieldNameSize: 100,
        parts: limits.maxFiles + limits.maxFields,
        headerPairs: MOST_PART_HEADERS,
      },
    });
  } catch {
    throw new AppError("bad_multipart", say("refusals.uploads.noBoundary"));
  }
}

function openBody(request: Request): ReadableStream<Uint8Array> {
  if (!request.body) {
    throw new AppError("bad_multipart", BROKEN);
  }
  return request.body;
}

/** Passes the body on chunk by chunk, the next one when the last was written to the disk. */
async function feed(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  parser: Busboy,
  clean: (piece: Uint8Array) => Uint8Array,
  stop: AbortSignal,
  leave: (error: unknown) => void,
): Promise<void> {
  const next = () => unlessStopped(stop, reader.read());
  for (let part = await next().catch(broken); !part.done; part = await next().catch(broken)) {
    const value = clean(part.value);
    await unlessStopped(stop, new Promise<void>((resolve) => parser.write(value, () => resolve())));
  }
  await unlessStopped(stop, new Promise<void>((resolve) => parser.once("finish", resolve).end()));

  function broken(error: unknown): never {
    // A refusal while reading (too much, too slow) is thrown as it is; anything else means that the client left.
    leave(error);
    throw error;
  }
}

/**
 * Waits for `work`, but not longer than until the signal. By a listener that is taken away again: a race against one
 * lasting promise would keep every piece of the body in memory until the end.
 */
function unlessStopped<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason);
    signal.addEventListener("abort", stop, { once: true });
    if (signal.aborted) {
      stop();
    }
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}

/** Stores one file; null for the empty part that a browser sends for a file field left empty. */
async function storeFile(
  stream: Readable,
  rawName: string,
  limits: UploadLimits,
): Promise<UploadedFile | null> {
  // Browsers escape quotation marks and line breaks in a name, and nothing else that could stand there.
  const name = cleanFileName(rawName.replaceAll("%22", '"').replace(/%0[AD]/gi, "\n"));
  const stored = await storage().write(limits.area, limited(stream, name, limits));
  if (stored.size > 0) {
    return { ...stored, name };
  }
  await storage().remove(stored.key);
  if (rawName === "") {
    return null;
  }
  throw refusedField(limits.fileField, say("refusals.uploads.empty", { name }));
}

async function* limited(stream: Readable, name: string, limits: UploadLimits): AsyncIterable<Uint8Array> {
  let size = 0;
  for await (const chunk of stream) {
    const bytes: Uint8Array = chunk;
    size += bytes.byteLength;
    if (size > limits.maxFileBytes) {
      throw new AppError(
        "too_large",
        say("refusals.uploads.fileTooLarge", { name, megabytes: megabytes(limits.maxFileBytes) }),
      );
    }
    yield bytes;
  }
}

function badField(name: string, isTruncated: boolean, limits: UploadLimits): Sentence {
  if (name === limits.fileField) {
    return say("refusals.uploads.noFile", { name });
  }
  return isTruncated ? say("refusals.uploads.textTooLong") : say("refusals.uploads.twice");
}

function megabytes(bytes: number): number {
  return Math.round((bytes / 1024 / 1024) * 10) / 10;
}
