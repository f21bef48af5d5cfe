import { createHash } from "node:crypto";
import { IMPORT_LIMITS, uploadQuerySchema, type UploadQuery } from "@/features/people-imports/schema";
import { say } from "@/messages/server/say";
import { parseInput } from "@/server/http/bodies/field-refusals";
import { cleanFileName } from "@/server/storage/names";
import { AppError } from "@/shared/errors";
import { refuseFile } from "./read-file";

/** Room for a form's boundaries, heads and other fields beside the file. */
const OVERHEAD_BYTES = 64 * 1024;
const MEGABYTE = 1024 * 1024;

/** A file that was received whole, and what is to become of it. */
export interface ReceivedFile {
  bytes: Uint8Array;
  name: string;
  isDryRun: boolean;
  invite: boolean;
  /** Of the file and the choices, for an Idempotency-Key. */
  hash: string;
}

/**
 * Receives a file, as the body itself or in the field `file` of a form; no more of it is read than it may have. Throws `too_large`,
 * `unsupported_media_type`, `bad_multipart`, and `invalid` without a file.
 */
export async function receiveFile(request: Request, query: UploadQuery): Promise<ReceivedFile> {
  const type = (request.headers.get("content-type") ?? "").trim();
  const media = type.split(";")[0]?.trim().toLowerCase();
  if (media !== "multipart/form-data" && media !== "text/csv") {
    throw new AppError("unsupported_media_type", say("refusals.imports.mediaType"));
  }
  const isForm = media === "multipart/form-data";
  const bytes = await readBounded(request, IMPORT_LIMITS.bytes + (isForm ? OVERHEAD_BYTES : 0));
  const given = isForm
    ? await readForm(bytes, type)
    : { bytes, name: query.name ?? "", choices: {} as UploadQuery };
  if (given.bytes.byteLength > IMPORT_LIMITS.bytes) {
    throw tooLarge();
  }
  const choices = { ...query, ...given.choices };
  const [isDryRun, invite] = [isOn(choices.dryRun), isOn(choices.invite)];
  return {
    bytes: given.bytes,
    name: cleanFileName(given.name === "" ? "people.csv" : given.name),
    isDryRun,
    invite,
    hash: createHash("sha256").update(given.bytes).update(`${isDryRun} ${invite}`).digest("hex"),
  };
}

function isOn(flag: UploadQuery["dryRun"]): boolean {
  return flag === "1" || flag === "true";
}

async function readBounded(request: Request, limit: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  if (!reader) {
    return new Uint8Array();
  }
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.byteLength;
    if (size > limit) {
      reader.releaseLock();
      throw tooLarge();
    }
    parts.push(part.value);
  }
  return Buffer.concat(parts);
}

async function readForm(
  bytes: Uint8Array,
  type: string,
): Promise<{ bytes: Uint8Array; name: string; choices: UploadQuery }> {
  const form = await formOf(bytes, type);
  const file = form.get("file");
  if (!(file instanceof File)) {
    throw refuseFile(say("refusals.imports.noFile"));
  }
  const fields = Object.fromEntries(
    ["dryRun", "invite"].flatMap((name) => (form.has(name) ? [[name, form.get(name)]] : [])),
  );
  return {
    bytes: new Uint8Array(await file.arrayBuffer()),
    name: file.name,
    choices: parseInput(uploadQuerySchema, fields),
  };
}

async function formOf(bytes: Uint8Array, type: string): Promise<FormData> {
  try {
    return await new Response(Buffer.from(bytes), { headers: { "content-type": type } }).formData();
  } catch {
    throw new AppError("bad_multipart", say("refusals.uploads.broken"));
  }
}

function tooLarge(): AppError {
  return new AppError(
    "too_large",
    say("refusals.imports.fileTooLarge", { most: `${IMPORT_LIMITS.bytes / MEGABYTE} MB` }),
  );
}
