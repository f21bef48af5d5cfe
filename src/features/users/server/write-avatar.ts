import { say } from "@/messages/server/say";
import { transaction } from "@/server/database/database";
import { isDatabaseAway } from "@/server/database/away";
import { limitUses } from "@/server/rate-limits/limits";
import { limitUpload } from "@/server/rate-limits/write-limits";
import { sniffStoredType } from "@/server/storage/sniff";
import { refuseWhenFull } from "@/server/storage/space";
import { canHaveThumbnail, makeSquare } from "@/server/storage/thumbnail";
import { discardFiles, receiveUpload } from "@/server/storage/upload";
import { refusedField } from "@/shared/errors";
import type { Actor } from "@/shared/roles";
import type { MyDto } from "@/features/users/schema";
import { readMe } from "./read";

/** What a telephone's camera makes; it is kept as a small square. */
const MAX_BYTES = 10 * 1024 * 1024;
/** Text fields that a form may have beside it; they are not read. */
const MAX_FIELDS = 5;
const MAX_FIELD_BYTES = 1_000;
const PICTURES = 30;
const SECONDS = 3_600;

/**
 * Gives the caller the picture of a form's field `file`, as a square of 256 pixels without what a camera noted in it. Throws `invalid` for
 * what is no picture or would unfold into too many pixels, before it is decoded.
 */
export async function changeAvatar(actor: Actor, request: Request): Promise<MyDto> {
  await limitUses("avatar", actor.id, PICTURES, SECONDS);
  const bytes = Number(request.headers.get("content-length") ?? MAX_BYTES);
  await refuseWhenFull(bytes);
  const key = await limitUpload(actor, bytes, (received) => receive(request, received));
  await keepAvatar(actor, key);
  return await readMe(actor);
}

/** Takes the caller's picture away; nothing happens where there is none. */
export async function removeAvatar(actor: Actor): Promise<void> {
  await keepAvatar(actor, null);
}

async function receive(request: Request, received: (bytes: number) => void): Promise<string> {
  const { files } = await receiveUpload(request, {
    area: "avatars",
    fileField: "file",
    maxFiles: 1,
    maxFileBytes: MAX_BYTES,
    maxFields: MAX_FIELDS,
    maxFieldBytes: MAX_FIELD_BYTES,
  });
  try {
    const [file] = files;
    if (!file) {
      throw refusedField("file", say("refusals.attachments.none"));
    }
    received(file.size);
    const isPicture = await canHaveThumbnail(file.key, await sniffStoredType(file.key));
    const key = isPicture ? await makeSquare(file.key) : null;
    if (key === null) {
      throw refusedField("file", say("refusals.users.noPicture"));
    }
    return key;
  } finally {
    await discardFiles(files.map((one) => one.key));
  }
}

/** Of two at once the later one stays, and the file of the other is removed. */
async function keepAvatar(actor: Actor, key: string | null): Promise<void> {
  let former: string | null = null;
  try {
    former = await transaction(async (tx) => {
      const { rows } = await tx.query<{ avatar_key: string | null }>(
        "SELECT avatar_key FROM people WHERE id = $1 AND organisation_id = $2 FOR NO KEY UPDATE",
        [actor.id, actor.organisationId],
      );
      await tx.query("UPDATE people SET avatar_key = $2, updated_at = now() WHERE id = $1", [actor.id, key]);
      return rows[0]?.avatar_key ?? null;
    });
  } catch (error) {
    // Where it is unknown whether this was committed, the sweep decides, by the row.
    await discardFiles(key === null || isDatabaseAway(error) ? [] : [key]);
    throw error;
  }
  await discardFiles(former === null ? [] : [former]);
}
