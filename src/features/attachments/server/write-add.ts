import { uploadMaxBytes } from "@/features/organisations/server/read";
import { parseInput } from "@/server/http/bodies/field-refusals";
import { say } from "@/messages/server/say";
import { canAttach } from "@/features/attachments/policy";
import { uploadFieldsSchema, type AttachmentDto, type UploadFields } from "@/features/attachments/schema";
import { findTicket } from "@/features/tickets/server/read";
import { env } from "@/server/process/env";
import {
  hashBody,
  isAnswered,
  transactionOnce,
  type RequestKey,
  type WithKey,
} from "@/server/api/idempotency";
import { isDatabaseAway } from "@/server/database/away";
import { sniffStoredType } from "@/server/storage/sniff";
import { refuseWhenFull } from "@/server/storage/space";
import { canHaveThumbnail } from "@/server/storage/thumbnail";
import { discardFiles, receiveUpload, type UploadedFile } from "@/server/storage/upload";
import { runExclusive } from "@/server/concurrency/keyed-mutex";
import { limitUpload } from "@/server/rate-limits/write-limits";
import { AppError, refusedField } from "@/shared/errors";
import { LIMITS } from "@/shared/limits";
import type { Actor } from "@/shared/roles";
import { insertFiles, type NewFile } from "./write-insert";
import { refuseOverQuota } from "./write-quota";
import { queueThumbnails } from "./write-thumbnails";

/** What POST answers: the files in the order they came. */
export interface AddedAttachments {
  items: AttachmentDto[];
}

const MAX_FIELDS = 10;
const MAX_FIELD_BYTES = 1_000;

/**
 * POST /api/tickets/{ticket}/attachments: multipart, streamed to the storage, all files or none. A caller who
 * may not attach files is refused before the body is read. An upload that fails, or that repeats an earlier
 * one under the same Idempotency-Key, leaves nothing on the disk.
 */
export async function addAttachments(
  actor: Actor,
  { ticket, request, key = null }: WithKey<{ ticket: string; request: Request }>,
): Promise<AddedAttachments> {
  const { row, facts } = await findTicket(actor, ticket);
  const mayAttach = canAttach(actor, facts, false) || canAttach(actor, facts, true);
  // A repeated upload is answered again also when the caller may not add files any more: only the body shows that it is a repeat.
  if (!mayAttach && !(key && (await isAnswered(key)))) {
    throw new AppError("forbidden", say("refusals.attachments.readOnly"));
  }
  const bytes = Number(request.headers.get("content-length") ?? env().maxUploadBytes);
  await refuseWhenFull(bytes);
  await refuseOverQuota(actor, request.headers.has("content-length") ? bytes : 0);
  return await limitUpload(actor, bytes, (received) => receive(actor, row.id, request, key, received));
}

async function receive(
  actor: Actor,
  ticketId: string,
  request: Request,
  key: RequestKey | null,
  received: (bytes: number) => void,
): Promise<AddedAttachments> {
  const upload = await receiveUpload(request, {
    area: "attachments",
    fileField: "file",
    maxFiles: LIMITS.filesPerRequest,
    maxFileBytes: await uploadMaxBytes(actor.organisationId),
    maxFields: MAX_FIELDS,
    maxFieldBytes: MAX_FIELD_BYTES,
  });
  received(upload.files.reduce((sum, file) => sum + file.size, 0));
  const keys = upload.files.map((file) => file.key);
  let isUsed = false;
  try {
    const fields = parseFields(upload.fields);
    if (upload.files.length === 0) {
      throw refusedField("file", say("refusals.attachments.none"));
    }
    const files: NewFile[] = [];
    for (const file of upload.files) {
      files.push(await prepareFile(file));
    }
    const added = await runExclusive(ticketId, () =>
      transactionOnce(
        key && { ...key, bodyHash: contentHash(fields, files) },
        (id) => findTicket(actor, id),
        async (tx) => {
          const items = await insertFiles(tx, actor, { ...fields, ticketId, files });
          isUsed = true;
          return { body: { items }, ticketId };
        },
      ),
    );
    if (!isUsed) {
      return await stillVisible(actor, ticketId, added);
    }
    queueThumbnails(
      actor.id,
      added.items.filter((item) => item.hasThumbnail).map((item) => item.id),
    );
    return added;
  } catch (error) {
    // When the connection broke during the commit, it is unknown whether it was committed: then the sweep decides, by the row.
    isUsed = isUsed && isDatabaseAway(error);
    throw error;
  } finally {
    if (!isUsed) {
      await discardFiles(keys);
    }
  }
}

/** Determines a stored file's type by its bytes, and whether it is a picture. */
export async function prepareFile(file: UploadedFile): Promise<NewFile> {
  const contentType = await sniffStoredType(file.key);
  return { ...file, contentType, isPicture: await canHaveThumbnail(file.key, contentType) };
}

/** A repeated answer names no internal files when the caller has left the staff audience meanwhile. */
async function stillVisible(
  actor: Actor,
  ticketId: string,
  added: AddedAttachments,
): Promise<AddedAttachments> {
  const { audience } = await findTicket(actor, ticketId);
  if (audience !== "staff" && added.items.some((item) => item.internal)) {
    throw new AppError("not_found");
  }
  return added;
}

function parseFields(fields: Record<string, string>): UploadFields {
  const filled = Object.fromEntries(Object.entries(fields).filter(([, value]) => value.trim() !== ""));
  return parseInput(uploadFieldsSchema, filled);
}

/** The digest by which two uploads are the same request, whatever their boundaries and the order of their fields. */
function contentHash(fields: UploadFields, files: readonly NewFile[]): string {
  return hashBody({
    commentId: fields.commentId ?? null,
    internal: fields.internal ?? false,
    files: files.map(({ name, size, sha256 }) => ({ name, size, sha256 })),
  });
}
