import { say } from "@/messages/server/say";
import type { By } from "@/server/api/by";
import { prismaTransactionOnce } from "@/server/api/idempotency";
import { AppError } from "@/shared/errors";
import { isUuid } from "@/shared/ids";
import type { Actor } from "@/shared/roles";
import type { PasskeyDto } from "@/features/passkeys/schema";
import { byOwner, keepFactor, lockFactors, tellOwner } from "@/features/second-factors/server/write";
import { findPasskey } from "./read";
import type { Party } from "./read-party";

/** Renames one of the caller's passkeys. Throws `not_found`. */
export async function renamePasskey(
  actor: Actor,
  { id, name, party }: { id: string; name: string; party: Party },
  by: By,
): Promise<PasskeyDto> {
  return await prismaTransactionOnce(by.key, async ({ sql }) => {
    const { rowCount } = await sql.query("UPDATE passkeys SET name = $3 WHERE id = $1 AND person_id = $2", [
      knownId(id),
      actor.id,
      name,
    ]);
    const passkey = rowCount ? await findPasskey(actor, { id, party }, sql) : null;
    if (!passkey) {
      throw noSuchPasskey();
    }
    await tellOwner(sql, actor, { change: "passkey_renamed", ...byOwner(actor, by) });
    return passkey;
  });
}

/** Removes one of the caller's passkeys. Throws `not_found`, and `second_factor_required` for the last second factor of somebody who has to have one. */
export async function removePasskey(actor: Actor, id: string, by: By): Promise<void> {
  await prismaTransactionOnce(by.key, async ({ sql }) => {
    await lockFactors(sql, actor);
    const { rowCount } = await sql.query("DELETE FROM passkeys WHERE id = $1 AND person_id = $2", [
      knownId(id),
      actor.id,
    ]);
    if (!rowCount) {
      throw noSuchPasskey();
    }
    await keepFactor(sql, actor);
    await tellOwner(sql, actor, { change: "passkey_removed", ...byOwner(actor, by) });
    return null;
  });
}

function knownId(id: string): string {
  if (!isUuid(id)) {
    throw noSuchPasskey();
  }
  return id;
}

function noSuchPasskey(): AppError {
  return new AppError("not_found", say("refusals.passkeys.unknown"));
}
