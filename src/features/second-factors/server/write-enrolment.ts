import { say } from "@/messages/server/say";
import type { By } from "@/server/api/by";
import { findAnswer, prismaTransactionOnce } from "@/server/api/idempotency";
import { pool } from "@/server/database/database";
import { limitUses } from "@/server/rate-limits/limits";
import { openSecret, sealSecret } from "@/server/secrets/seal";
import { AppError, refusedField } from "@/shared/errors";
import type { Actor } from "@/shared/roles";
import type { RecoveryCodes, TotpEnrolment } from "@/features/second-factors/schema";
import { presentQr } from "./present-qr";
import { isTotpCode, makeTotpSecret, plainCode, stepOfCode, totpUri } from "./rules-codes";
import { totpPurpose } from "./write-check";
import { replaceRecoveryCodes } from "./write-recovery-codes";
import { byOwner, keepFactor, lockFactors, tellOwner, markFactorShown } from "./write";

const PENDING_MINUTES = 60;
/** Codes that a person may try in ten minutes to prove that their app has the secret. */
const TRIES = 20;
const TRY_SECONDS = 600;

/** Gives the caller a secret for their app. It counts once `confirmTotp` has seen a code of it; until then all is as before. */
export async function beginTotp(actor: Actor, by: By): Promise<TotpEnrolment> {
  await prismaTransactionOnce(by.key, async ({ sql }) => {
    await sql.query(
      `INSERT INTO totp_factors (person_id, organisation_id, pending_secret, pending_until)
       VALUES ($1, $2, $3, now() + make_interval(mins => $4))
       ON CONFLICT (person_id) DO UPDATE SET pending_secret = excluded.pending_secret, pending_until = excluded.pending_until`,
      [actor.id, actor.organisationId, sealSecret(makeTotpSecret(), totpPurpose(actor.id)), PENDING_MINUTES],
    );
    return null;
  });
  // Read again: a request that is repeated by its key gets the same secret.
  const { rows } = await pool().query<{
    pending_secret: string;
    email: string | null;
    name: string;
    issuer: string;
  }>(
    `SELECT f.pending_secret, p.email, p.name, o.name AS issuer
     FROM totp_factors f JOIN people p ON p.id = f.person_id JOIN organisations o ON o.id = p.organisation_id
     WHERE f.person_id = $1 AND f.pending_until > now()`,
    [actor.id],
  );
  const row = rows[0];
  if (!row) {
    throw nothingPending();
  }
  const secret = openSecret(row.pending_secret, totpPurpose(actor.id));
  const uri = totpUri(secret, { issuer: row.issuer, label: row.email ?? row.name });
  return { secret, uri, qr: presentQr(uri) };
}

/**
 * Turns the second factor on: the code shows that the app has the secret, and is not accepted again. Answers the recovery
 * codes. Throws `invalid` for a wrong code, `conflict` where there is nothing to confirm.
 */
export async function confirmTotp(actor: Actor, code: string, by: By): Promise<RecoveryCodes> {
  if (by.key && (await findAnswer(by.key))) {
    return { recoveryCodes: null };
  }
  await limitUses("totp-confirm", actor.id, TRIES, TRY_SECONDS);
  let recoveryCodes: string[] | null = null;
  await prismaTransactionOnce(by.key, async ({ sql }) => {
    const { rows } = await sql.query<{ pending_secret: string }>(
      "SELECT pending_secret FROM totp_factors WHERE person_id = $1 AND pending_until > now() FOR UPDATE",
      [actor.id],
    );
    if (!rows[0]) {
      throw nothingPending();
    }
    const plain = plainCode(code);
    const secret = openSecret(rows[0].pending_secret, totpPurpose(actor.id));
    const step = isTotpCode(plain) ? stepOfCode(secret, plain, Date.now()) : null;
    if (step === null) {
      throw refusedField("code", say("refusals.secondFactors.notThisCode"));
    }
    await sql.query(
      `UPDATE totp_factors SET secret = pending_secret, confirmed_at = now(), last_step = $2, pending_secret = NULL, pending_until = NULL
       WHERE person_id = $1`,
      [actor.id, step],
    );
    recoveryCodes = await replaceRecoveryCodes(sql, actor);
    await markFactorShown(sql, actor.sessionId);
    await tellOwner(sql, actor, { change: "second_factor_on", ...byOwner(actor, by) });
    return null;
  });
  return { recoveryCodes };
}

/** Takes the caller's app away; nothing happens where there is none. Throws `second_factor_required` where their role has to have a second factor and this is the only one. */
export async function turnTotpOff(actor: Actor, by: By): Promise<void> {
  await prismaTransactionOnce(by.key, async ({ sql }) => {
    await lockFactors(sql, actor);
    const { rows } = await sql.query<{ was_on: boolean }>(
      "DELETE FROM totp_factors WHERE person_id = $1 RETURNING confirmed_at IS NOT NULL AS was_on",
      [actor.id],
    );
    await keepFactor(sql, actor);
    if (rows[0]?.was_on) {
      await tellOwner(sql, actor, { change: "second_factor_off", ...byOwner(actor, by) });
    }
    return null;
  });
}

function nothingPending(): AppError {
  return new AppError("conflict", say("refusals.secondFactors.tooLate"));
}
