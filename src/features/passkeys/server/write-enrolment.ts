import { generateRegistrationOptions, verifyRegistrationResponse } from "@simplewebauthn/server";
import { v7 } from "uuid";
import { say } from "@/messages/server/say";
import type { By } from "@/server/api/by";
import { findAnswer, prismaTransactionOnce } from "@/server/api/idempotency";
import { pool, type Sql, type Transaction } from "@/server/database/database";
import { log } from "@/server/process/log";
import { limitUses } from "@/server/rate-limits/limits";
import { AppError } from "@/shared/errors";
import type { Actor } from "@/shared/roles";
import {
  PASSKEYS_MAX,
  type NewPasskey,
  type PasskeyAdded,
  type PasskeyOptions,
} from "@/features/passkeys/schema";
import { byOwner, lockFactors, markFactorShown, tellOwner } from "@/features/second-factors/server/write";
import { giveFirstRecoveryCodes } from "@/features/second-factors/server/write-recovery-codes";
import { findPasskey } from "./read";
import { ALGORITHMS } from "./rules-algorithms";
import type { Party } from "./read-party";
import { CEREMONY_MILLISECONDS, makeChallenge, useChallenge } from "./write-challenge";

/** How often a person may begin within ten minutes. */
const BEGINNINGS = 30;
const BEGINNING_SECONDS = 600;

/** Gives the caller's browser what it needs to make a passkey. It counts once `addPasskey` has seen the answer. Throws `conflict` where there are too many. */
export async function beginPasskey(actor: Actor, party: Party): Promise<PasskeyOptions> {
  await limitUses("passkey-begin", actor.id, BEGINNINGS, BEGINNING_SECONDS);
  const { rows } = await pool().query<{ name: string; email: string | null; organisation: string }>(
    "SELECT p.name, p.email, o.name AS organisation FROM people p JOIN organisations o ON o.id = p.organisation_id WHERE p.id = $1",
    [actor.id],
  );
  const present = await passkeysOf(pool(), actor);
  refuseTooMany(present.length);
  const options = await generateRegistrationOptions({
    rpName: rows[0]?.organisation ?? "",
    rpID: party.host,
    userID: new TextEncoder().encode(actor.id),
    userName: rows[0]?.email ?? rows[0]?.name ?? "",
    userDisplayName: rows[0]?.name ?? "",
    challenge: await makeChallenge({ organisationId: actor.organisationId, personId: actor.id, party }),
    timeout: CEREMONY_MILLISECONDS,
    attestationType: "none",
    excludeCredentials: present
      .filter(({ host }) => host === party.host)
      .map(({ credential_id: id, transports }) => ({ id, transports })),
    // It stands in for password and code, so it is found without a name, and its owner is asked for a finger or a PIN.
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
    supportedAlgorithmIDs: [...ALGORITHMS],
  });
  return { options: { ...options } };
}

/** Adds the passkey that the caller's browser made. Throws `invalid` where the answer is not what was asked for, `conflict` for a passkey that is known already. */
export async function addPasskey(
  actor: Actor,
  { response, name, party }: NewPasskey & { party: Party },
  by: By,
): Promise<PasskeyAdded> {
  let recoveryCodes: string[] | null = null;
  const isRepeated = by.key !== null && (await findAnswer(by.key)) !== null;
  const made = isRepeated ? null : await verify(actor, response, party);
  const id = await prismaTransactionOnce(by.key, async ({ sql }) => {
    await lockFactors(sql, actor);
    refuseTooMany((await passkeysOf(sql, actor)).length);
    const newId = v7();
    const { rowCount } = await sql.query(
      `INSERT INTO passkeys (id, organisation_id, person_id, credential_id, public_key, sign_count, transports, name, host, is_backed_up)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING`,
      [
        newId,
        actor.organisationId,
        actor.id,
        made?.credential.id,
        made && Buffer.from(made.credential.publicKey),
        made?.credential.counter,
        response.response.transports ?? [],
        name ?? party.host,
        party.host,
        made?.credentialBackedUp,
      ],
    );
    if (!rowCount) {
      throw new AppError("conflict", say("refusals.passkeys.known"));
    }
    recoveryCodes = await giveFirstRecoveryCodes(sql, actor);
    await markFactorShown(sql, actor.sessionId);
    await tellOwner(sql, actor, { change: "passkey_added", ...byOwner(actor, by) });
    return newId;
  });
  const passkey = await findPasskey(actor, { id, party });
  if (!passkey) {
    throw new AppError("not_found", say("refusals.passkeys.unknown"));
  }
  return { passkey, recoveryCodes };
}

type Made = NonNullable<Awaited<ReturnType<typeof verifyRegistrationResponse>>["registrationInfo"]>;

async function verify(actor: Actor, response: NewPasskey["response"], party: Party): Promise<Made> {
  const { organisationId, id: personId } = actor;
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: { ...response, clientExtensionResults: {} },
      expectedChallenge: (challenge) => useChallenge({ organisationId, personId, party }, challenge),
      expectedOrigin: party.origin,
      expectedRPID: party.host,
      requireUserVerification: true,
      supportedAlgorithmIDs: [...ALGORITHMS],
    });
    if (verified && registrationInfo) {
      return registrationInfo;
    }
  } catch (error) {
    log().info({ err: error }, "a passkey was not added");
  }
  throw new AppError("invalid", say("refusals.passkeys.notMade"));
}

function passkeysOf(
  sql: Sql | Transaction,
  actor: Actor,
): Promise<{ credential_id: string; host: string; transports: string[] }[]> {
  return sql
    .query<{ credential_id: string; host: string; transports: string[] }>(
      "SELECT credential_id, host, transports FROM passkeys WHERE person_id = $1",
      [actor.id],
    )
    .then(({ rows }) => rows);
}

function refuseTooMany(present: number): void {
  if (present >= PASSKEYS_MAX) {
    throw new AppError("conflict", say("refusals.passkeys.tooMany", { most: PASSKEYS_MAX }));
  }
}
