import { say } from "@/messages/server/say";
import { isDatabaseAway } from "@/server/database/away";
import { limitUses } from "@/server/rate-limits/limits";
import { limitUpload } from "@/server/rate-limits/write-limits";
import { refusedField } from "@/shared/errors";
import type { Actor } from "@/shared/roles";
import { sniffStoredType } from "./sniff";
import { refuseWhenFull } from "./space";
import { canHaveThumbnail } from "./thumbnail";
import type { FileArea } from "./types";
import { discardFiles, receiveUpload } from "./upload";

/** What a telephone's camera makes; it is kept small. */
const MAX_BYTES = 10 * 1024 * 1024;
/** Text fields that a form may have beside it; they are not read. */
const MAX_FIELDS = 5;
const MAX_FIELD_BYTES = 1_000;
/** So many pictures of a kind from one person in an hour. */
const PICTURES = 30;
const SECONDS = 3_600;

/** A kind of picture: what its uses are counted as, where its upload is stored, and what is made of it, null where that fails. */
interface PictureKind {
  limit: string;
  area: FileArea;
  make: (key: string) => Promise<string | null>;
}

/**
 * Receives the picture of a form's field `file`, and returns the key of the small one that was made of it. Throws `rate_limited`, and `invalid` for
 * what is no picture or would unfold into too many pixels, before it is decoded.
 */
export async function receivePicture(actor: Actor, request: Request, kind: PictureKind): Promise<string> {
  await limitUses(kind.limit, actor.id, PICTURES, SECONDS);
  const bytes = Number(request.headers.get("content-length") ?? MAX_BYTES);
  await refuseWhenFull(bytes);
  return await limitUpload(actor, bytes, (received) => receive(request, kind, received));
}

async function receive(
  request: Request,
  { area, make }: PictureKind,
  received: (bytes: number) => void,
): Promise<string> {
  const { files } = await receiveUpload(request, {
    area,
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
    const key = isPicture ? await make(file.key) : null;
    if (key === null) {
      throw refusedField("file", say("refusals.users.noPicture"));
    }
    return key;
  } finally {
    await discardFiles(files.map((one) => one.key));
  }
}

/**
 * Puts a picture in the place of another: `write` commits the new key (null: none any more) and returns the former one. Of two at once the later
 * one stays, and the file of the other is removed.
 */
export async function replacePicture(key: string | null, write: () => Promise<string | null>): Promise<void> {
  let former: string | null = null;
  try {
    former = await write();
  } catch (error) {
    // Where it is unknown whether this was committed, the sweep decides, by the row.
    await discardFiles(key === null || isDatabaseAway(error) ? [] : [key]);
    throw error;
  }
  await discardFiles(former === null ? [] : [former]);
}
