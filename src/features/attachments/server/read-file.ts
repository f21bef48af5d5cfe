import { say } from "@/messages/server/say";
import { canShowInline } from "@/features/attachments/policy";
import type { AttachmentQuery } from "@/features/attachments/schema";
import type { ReadOptions, SeenTicket } from "@/features/tickets/server/read";
import { findWhereShown } from "@/features/tickets/server/read-shown";
import { pool, type Sql } from "@/server/database/database";
import { fileResponse } from "@/server/storage/response";
import { AppError } from "@/shared/errors";
import type { Actor } from "@/shared/roles";
import { waitForThumbnail } from "./write-thumbnails";
import { isUuid } from "@/shared/ids";

/** A file with its storage key: never sent to a client as it is. */
export interface FileRow {
  id: string;
  ticket_id: string;
  uploader_id: string;
  name: string;
  content_type: string;
  sha256: string;
  internal: boolean;
  storage_key: string;
  thumbnail_key: string | null;
  deleted_at: Date | null;
}

/** GET and HEAD /api/attachments/{id}: a file as a download, its thumbnail, or a harmless picture to be shown. */
export async function sendAttachment(
  actor: Actor,
  { id, request, ...query }: AttachmentQuery & { id: string; request: Request },
): Promise<Response> {
  const { file } = await findFile(actor, id);
  if (!query.thumbnail) {
    const isShown = (query.inline ?? false) && canShowInline(file.content_type);
    return await fileResponse(request, {
      key: file.storage_key,
      name: file.name,
      contentType: file.content_type,
      etag: `"${file.sha256}"`,
      disposition: isShown ? "inline" : "attachment",
    });
  }
  const thumbnail = file.thumbnail_key ?? (await waitForThumbnail(actor, id));
  if (thumbnail === null) {
    throw new AppError("not_found", say("refusals.attachments.noPreview"));
  }
  return await fileResponse(request, {
    key: thumbnail,
    name: `${file.name}.webp`,
    contentType: "image/webp",
    etag: `"${file.sha256}-thumbnail"`,
    disposition: "inline",
  });
}

/** Finds a file that exists and that the actor may see, with its ticket; `lock` locks the ticket's row. Throws `not_found`. */
export async function findFile(
  actor: Actor,
  id: string,
  { sql = pool(), lock = false }: ReadOptions = {},
): Promise<{ file: FileRow; seen: SeenTicket }> {
  const found = await readFileRow(id, sql);
  const seen = found && found.deleted_at === null ? await findWhereShown(actor, found, { sql, lock }) : null;
  // Read again under the lock: it may have been deleted while we waited.
  const file = lock && seen ? await readFileRow(id, sql) : found;
  if (!seen || !file || file.deleted_at !== null) {
    throw new AppError("not_found", say("refusals.attachments.unknown"));
  }
  return { file, seen };
}

async function readFileRow(id: string, sql: Sql): Promise<FileRow | null> {
  if (!isUuid(id)) {
    return null;
  }
  const { rows } = await sql.query<FileRow>(
    `SELECT id, ticket_id, uploader_id, name, content_type, sha256, internal, storage_key, thumbnail_key, deleted_at
     FROM attachments WHERE id = $1`,
    [id],
  );
  return rows[0] ?? null;
}
