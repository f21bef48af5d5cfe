import type { SettingsDto } from "@/features/organisations/schema";
import type { By } from "@/server/api/by";
import { audit } from "@/server/audit/audit";
import { transaction } from "@/server/database/database";
import { emit } from "@/server/event-log/emit";
import { receivePicture, replacePicture } from "@/server/storage/picture";
import { makeLogo } from "@/server/storage/thumbnail";
import type { Actor } from "@/shared/roles";
import { readOrganisation } from "./read";
import { presentSettings } from "./write";

/**
 * Gives the organisation the logo of a form's field `file`, made small and without what a program noted in it. Throws
 * `invalid` for what is no picture or would unfold into too many pixels, before it is decoded.
 */
export async function changeLogo(
  actor: Actor,
  request: Request,
  address: By["address"],
): Promise<SettingsDto> {
  const key = await receivePicture(actor, request, { limit: "logo", area: "logos", make: makeLogo });
  await keepLogo(actor, key, address);
  return presentSettings(await readOrganisation(actor.organisationId));
}

/** Takes the logo away; nothing happens where there is none. */
export async function removeLogo(actor: Actor, address: By["address"]): Promise<void> {
  await keepLogo(actor, null, address);
}

async function keepLogo(actor: Actor, key: string | null, address: By["address"]): Promise<void> {
  const { organisationId } = actor;
  await replacePicture(key, () =>
    transaction(async (tx) => {
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
    }),
  );
}
