import type { SettingsDto } from "@/features/organisations/schema";
import { say } from "@/messages/server/say";
import type { By } from "@/server/api/by";
import { audit } from "@/server/audit/audit";
import { isDatabaseAway } from "@/server/database/away";
import { transaction } from "@/server/database/database";
import { emit } from "@/server/event-log/emit";
import { limitUses } from "@/server/rate-limits/limits";
import { limitUpload } from "@/server/rate-limits/write-limits";
import { sniffStoredType } from "@/server/storage/sniff";
import { refuseWhenFull } from "@/server/storage/space";
import { canHaveThumbnail, makeLogo } from "@/server/storage/thumbnail";
import { discardFiles, receiveUpload } from "@/server/storage/upload";
import { refusedField } from "@/shared/errors";
import type { Actor } from "@/shared/roles";
import { readOrganisation } from "./read";
import { presentSettings } from "./write";

const MAX_BYTES = 10 * 1024 * 1024;
/** Text fields that a form may have beside it; they are not read. */
const MAX_FIELDS = 5;
const MAX_FIELD_BYTES = 1_000;
const LOGOS = 30;
const SECONDS = 3_600;

/**
 * Gives the organisation the logo of a form's field `file`, made small and without what a program noted in it. Throws
 * `invalid` for what is no picture or would unfold into too many pixels, before it is decoded.
 */
export async function changeLogo(
  actor: Actor,
  request: Request,
  address: By["address"],
): Promise<SettingsDto> {
  await limitUses("logo", actor.id, LOGOS, SECONDS);
  const bytes = Number(request.headers.get("content-length") ?? MAX_BYTES);
  await refuseWhenFull(bytes);
  const key = await limitUpload(actor, bytes, (received) => receive(request, received));
  await keepLogo(actor, key, address);
  return presentSettings(await readOrganisation(actor.organisationId));
}

/** Takes the logo away; nothing happens where there is none. */
export async function removeLogo(actor: Actor, address: By["address"]): Promise<void> {
  await keepLogo(actor, null, address);
}

async function receive(request: Request, received: (bytes: number) => void): Promise<string> {
  const { files } = await receiveUpload(request, {
    area: "logos",
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
    const key = isPicture ? await makeLogo(file.key) : null;
    if (key === null) {
      throw refusedField("file", say("refusals.users.noPicture"));
    }
    return key;
  } finally {
    await discardFiles(files.map((one) => one.key));
  }
}

/** Of two at once the later one stays, and the file of the other is removed. */
async function keepLogo(actor: Actor, key: string | null, address: By["address"]): Promise<void> {
  const { organisationId } = actor;
  let former: string | null = null;
  try {
    former = await transaction(async (tx) => {
      const { rows } = await tx.query<{ logo_key: string | null }>(
        "SELECT logo_key FROM organisations WHERE id = $1 FOR NO KEY UPDATE",
        [organisationId],
      );
      const before = rows[0]?.logo_key ?? null;
      if (key === null && before === null) {
        return null;
      }
      await tx.query("UPDATE organisations SET logo_key = $2 WHERE id = $1", [organisationId, key]);
      await emit(tx, { type: "organisation:changed", organisationId, actorId: actor.id, data: {} });
      await audit(tx, actor, {
        action: "settings.changed",
        subjectType: "organisation",
        subjectId: organisationId,
        data: { logo: key !== null, before: { logo: before !== null } },
        address,
      });
      return before;
    });
  } catch (error) {
    // Where it is unknown whether this was committed, the sweep decides, by the row.
    await discardFiles(key === null || isDatabaseAway(error) ? [] : [key]);
    throw error;
  }
  await discardFiles(former === null ? [] : [former]);
}
