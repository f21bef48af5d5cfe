import type { Transaction } from "@/server/database/database";
import { tellOwner, type Owner } from "./write";

/** Removes all second factors of a person, app, passkeys and recovery codes; true where there was one. They are notified. */
export async function removeSecondFactor(
  tx: Transaction,
  owner: Owner,
  by: { actorId: string | null; sessionId?: string; address?: string },
): Promise<boolean> {
  await tx.query("DELETE FROM recovery_codes WHERE person_id = $1", [owner.id]);
  const { rows } = await tx.query<{ was_on: boolean }>(
    "DELETE FROM totp_factors WHERE person_id = $1 RETURNING confirmed_at IS NOT NULL AS was_on",
    [owner.id],
  );
  const { rowCount: passkeys } = await tx.query("DELETE FROM passkeys WHERE person_id = $1", [owner.id]);
  const wasOn = (rows[0]?.was_on ?? false) || Boolean(passkeys);
  if (wasOn) {
    await tellOwner(tx, owner, { change: "second_factor_off", ...by });
  }
  return wasOn;
}
