import { v7 } from "uuid";
import { say } from "@/messages/server/say";
import type { By } from "@/server/api/by";
import { prismaTransactionOnce } from "@/server/api/idempotency";
import type { Transaction } from "@/server/database/database";
import { hasSecondFactor } from "@/server/sign-in/second-factor-due";
import { AppError } from "@/shared/errors";
import type { Actor } from "@/shared/roles";
import type { RecoveryCodes } from "@/features/second-factors/schema";
import { hashRecoveryCode, makeRecoveryCode, plainCode, RECOVERY_CODES } from "./rules-codes";
import { byOwner, lockFactors, tellOwner } from "./write";

/** Gives the caller new recovery codes; those of before count no more. Throws `conflict` without a second factor. */
export async function renewRecoveryCodes(actor: Actor, by: By): Promise<RecoveryCodes> {
  let recoveryCodes: string[] | null = null;
  await prismaTransactionOnce(by.key, async ({ sql }) => {
    await lockFactors(sql, actor);
    const { rows } = await sql.query(`SELECT 1 FROM people p WHERE p.id = $1 AND ${hasSecondFactor("p")}`, [
      actor.id,
    ]);
    if (rows.length === 0) {
      throw new AppError("conflict", say("refusals.secondFactors.none"));
    }
    recoveryCodes = await replaceRecoveryCodes(sql, actor);
    await tellOwner(sql, actor, { change: "recovery_codes_made", ...byOwner(actor, by) });
    return null;
  });
  return { recoveryCodes };
}

/** Gives codes to a person who has none that can be used, beside their first second factor; null where they have some. */
export async function giveFirstRecoveryCodes(
  tx: Transaction,
  person: Pick<Actor, "id" | "organisationId">,
): Promise<string[] | null> {
  const { rows } = await tx.query(
    "SELECT 1 FROM recovery_codes WHERE person_id = $1 AND used_at IS NULL LIMIT 1",
    [person.id],
  );
  return rows.length > 0 ? null : await replaceRecoveryCodes(tx, person);
}

/** Writes new codes of a person in place of all earlier ones; returns them as they are shown. */
export async function replaceRecoveryCodes(
  tx: Transaction,
  person: Pick<Actor, "id" | "organisationId">,
): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, makeRecoveryCode);
  await tx.query("DELETE FROM recovery_codes WHERE person_id = $1", [person.id]);
  await tx.query(
    `INSERT INTO recovery_codes (id, organisation_id, person_id, hash)
     SELECT one.id, $2, $1, one.hash FROM unnest($3::uuid[], $4::text[]) AS one (id, hash)`,
    [
      person.id,
      person.organisationId,
      codes.map(() => v7()),
      codes.map((code) => hashRecoveryCode(person.id, plainCode(code))),
    ],
  );
  return codes;
}
