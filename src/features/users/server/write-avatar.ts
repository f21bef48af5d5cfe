import { transaction } from "@/server/database/database";
import { receivePicture, replacePicture } from "@/server/storage/picture";
import { makeSquare } from "@/server/storage/thumbnail";
import type { Actor } from "@/shared/roles";
import type { MyDto } from "@/features/users/schema";
import { readMe } from "./read";

/**
 * Gives the caller the picture of a form's field `file`, as a square of 256 pixels without what a camera noted in it. Throws `invalid` for
 * what is no picture or would unfold into too many pixels, before it is decoded.
 */
export async function changeAvatar(actor: Actor, request: Request): Promise<MyDto> {
  const key = await receivePicture(actor, request, { limit: "avatar", area: "avatars", make: makeSquare });
  await keepAvatar(actor, key);
  return await readMe(actor);
}

/** Takes the caller's picture away; nothing happens where there is none. */
export async function removeAvatar(actor: Actor): Promise<void> {
  await keepAvatar(actor, null);
}

async function keepAvatar(actor: Actor, key: string | null): Promise<void> {
  await replacePicture(key, () =>
    transaction(async (tx) => {
      const { rows } = await tx.query<{ avatar_key: string | null }>(
        "SELECT avatar_key FROM people WHERE id = $1 AND organisation_id = $2 FOR NO KEY UPDATE",
        [actor.id, actor.organisationId],
      );
      await tx.query("UPDATE people SET avatar_key = $2, updated_at = now() WHERE id = $1", [actor.id, key]);
      return rows[0]?.avatar_key ?? null;
    }),
  );
}
