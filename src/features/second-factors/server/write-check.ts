import { say } from "@/messages/server/say";
import { pool, transaction } from "@/server/database/database";
import { openSecret } from "@/server/secrets/seal";
import { hasSecondFactor } from "@/server/sign-in/second-factor-due";
import { AppError } from "@/shared/errors";
import { hashRecoveryCode, isTotpCode, plainCode, stepOfCode } from "./rules-codes";
import { tellOwner, type Owner } from "./write";

/** What a person's secret is sealed for. */
export function totpPurpose(personId: string): string {
  return `totp ${personId}`;
}

/**
 * Whether a person whose password was checked may sign in: without a second factor always, else by a code of the app (where they
 * have one) or a recovery code, neither of which counts a second time. Throws `totp_required` where none was given. To be called only
 * once the password was right: before that, nobody is to learn who has a second factor.
 */
export async function checkSecondFactor(
  owner: Owner,
  given: string | null,
  address: string,
): Promise<boolean> {
  const { rows } = await pool().query<{ secret: string | null }>(
    `SELECT f.secret FROM people p LEFT JOIN totp_factors f ON f.person_id = p.id AND f.confirmed_at IS NOT NULL
     WHERE p.id = $1 AND ${hasSecondFactor("p")}`,
    [owner.id],
  );
  const row = rows[0];
  if (!row) {
    return true;
  }
  const plain = plainCode(given ?? "");
  if (plain === "") {
    throw new AppError(
      "totp_required",
      say(row.secret === null ? "refusals.secondFactors.passkey" : "refusals.secondFactors.enter"),
    );
  }
  if (isTotpCode(plain)) {
    return row.secret !== null && (await useTotpCode(owner, row.secret, plain));
  }
  return await useRecoveryCode(owner, plain, address);
}

/**
 * One statement decides, so that of two who send the same code at the same moment one comes in. A secret that was sealed anew
 * since it was read is the same secret, and tried once more; another one is not.
 */
async function useTotpCode(owner: Owner, sealed: string, plain: string): Promise<boolean> {
  const secret = openSecret(sealed, totpPurpose(owner.id));
  const step = stepOfCode(secret, plain, Date.now());
  if (step === null) {
    return false;
  }
  if (await takeStep(owner, step, sealed)) {
    return true;
  }
  const now = await readSealed(owner);
  const isSealedAnew = now !== null && now !== sealed && openSecret(now, totpPurpose(owner.id)) === secret;
  return isSealedAnew && (await takeStep(owner, step, now));
}

async function takeStep(owner: Owner, step: number, sealed: string): Promise<boolean> {
  const { rowCount } = await pool().query(
    "UPDATE totp_factors SET last_step = $2 WHERE person_id = $1 AND last_step < $2 AND secret = $3",
    [owner.id, step, sealed],
  );
  return rowCount === 1;
}

async function readSealed(owner: Owner): Promise<string | null> {
  const { rows } = await pool().query<{ secret: string }>(
    "SELECT secret FROM totp_factors WHERE person_id = $1 AND confirmed_at IS NOT NULL",
    [owner.id],
  );
  return rows[0]?.secret ?? null;
}

async function useRecoveryCode(owner: Owner, plain: string, address: string): Promise<boolean> {
  return await transaction(async (tx) => {
    const { rowCount } = await tx.query(
      "UPDATE recovery_codes SET used_at = now() WHERE person_id = $1 AND hash = $2 AND used_at IS NULL",
      [owner.id, hashRecoveryCode(owner.id, plain)],
    );
    if (rowCount !== 1) {
      return false;
    }
    await tellOwner(tx, owner, { change: "recovery_code_used", actorId: owner.id, address });
    return true;
  });
}
