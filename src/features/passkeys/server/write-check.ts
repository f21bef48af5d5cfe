import { generateAuthenticationOptions, verifyAuthenticationResponse } from "@simplewebauthn/server";
import { pool, transaction } from "@/server/database/database";
import { log } from "@/server/process/log";
import { limitAddress } from "@/server/rate-limits/limits";
import type { OrganisationId, Role } from "@/shared/roles";
import type { Assertion, PasskeyOptions } from "@/features/passkeys/schema";
import { tellOwner } from "@/features/second-factors/server/write";
import type { Party } from "./read-party";
import { CEREMONY_MILLISECONDS, makeChallenge, useChallenge } from "./write-challenge";

/** Of one address within ten minutes: an office of many people opens the page of signing in behind one. */
const CHALLENGES = 600;
const ANSWERS = 200;
const SECONDS = 600;

/** Whose passkey it is, and what is known of them. */
export interface PasskeyOwner {
  id: string;
  organisationId: OrganisationId;
  name: string;
  email: string;
  role: Role;
}

/** Where an answer comes from, and to which organisation. */
export interface AnsweredAt {
  organisationId: OrganisationId;
  party: Party;
  address: string;
  /** Whether demo people may sign in from there. */
  isDemoOpen: boolean;
}

/** Gives whichever browser asks what it needs to sign in by a passkey: it names nobody, so it tells of nobody. */
export async function beginSignIn(
  organisationId: OrganisationId,
  { party, address }: { party: Party; address: string },
): Promise<PasskeyOptions> {
  await limitAddress("passkey-challenge", address, CHALLENGES, SECONDS);
  const options = await generateAuthenticationOptions({
    rpID: party.host,
    challenge: await makeChallenge({ organisationId, personId: null, party }),
    timeout: CEREMONY_MILLISECONDS,
    userVerification: "required",
  });
  return { options: { ...options } };
}

/**
 * The person whose passkey signed this organisation's challenge, and whom their authenticator recognised (finger, face or PIN): so it
 * stands for a password and a second factor. Null for every other answer, alike: of an unknown passkey, an account that may not sign in,
 * another host, a challenge that was answered before. Throws `rate_limited`.
 */
export async function checkPasskey(at: AnsweredAt, answer: Assertion): Promise<PasskeyOwner | null> {
  await limitAddress("passkey-answer", at.address, ANSWERS, SECONDS);
  const passkey = await findPasskey(at, answer);
  const signCount = await verify(at, answer, passkey);
  if (!passkey || signCount === null) {
    return null;
  }
  if (!(await countUse(passkey.id, signCount))) {
    await tellOfCopy(passkey.owner, at.address);
    return null;
  }
  return passkey.maySignIn ? passkey.owner : null;
}

interface FoundPasskey {
  id: string;
  credentialId: string;
  publicKey: Uint8Array<ArrayBuffer>;
  owner: PasskeyOwner;
  maySignIn: boolean;
}

/** A guest has a link instead, and demo people sign in only where the demo is open. */
async function findPasskey(at: AnsweredAt, answer: Assertion): Promise<FoundPasskey | null> {
  const { rows } = await pool().query<{
    id: string;
    credential_id: string;
    public_key: Buffer;
    person_id: string;
    name: string;
    email: string | null;
    role: Role;
    may_sign_in: boolean;
  }>(
    `SELECT k.id, k.credential_id, k.public_key, p.id AS person_id, p.name, p.email, p.role,
       p.disabled_at IS NULL AND p.role <> 'guest' AND (NOT p.is_demo OR $4) AS may_sign_in
     FROM passkeys k JOIN people p ON p.id = k.person_id
     WHERE k.organisation_id = $1 AND k.credential_id = $2 AND k.host = $3`,
    [at.organisationId, answer.id, at.party.host, at.isDemoOpen],
  );
  const row = rows[0];
  if (!row || (answer.response.userHandle && answer.response.userHandle !== handleOf(row.person_id))) {
    return null;
  }
  const { person_id: id, name, role } = row;
  return {
    id: row.id,
    credentialId: row.credential_id,
    publicKey: new Uint8Array(row.public_key),
    owner: { id, organisationId: at.organisationId, name, role, email: row.email ?? "" },
    maySignIn: row.may_sign_in,
  };
}

/** The authenticator's count of uses where the signature is right, else null. The challenge is used up either way. */
async function verify(
  { organisationId, party }: AnsweredAt,
  answer: Assertion,
  passkey: FoundPasskey | null,
): Promise<number | null> {
  try {
    const { userHandle, ...response } = answer.response;
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: {
        ...answer,
        response: userHandle ? { ...response, userHandle } : response,
        clientExtensionResults: {},
      },
      expectedChallenge: (challenge) => useChallenge({ organisationId, personId: null, party }, challenge),
      expectedOrigin: party.origin,
      expectedRPID: party.host,
      requireUserVerification: true,
      // The count is compared below, once the signature is known to be right. Without a key nothing is.
      credential: {
        id: passkey?.credentialId ?? answer.id,
        publicKey: passkey?.publicKey ?? new Uint8Array(),
        counter: 0,
      },
    });
    return verified ? authenticationInfo.newCounter : null;
  } catch (error) {
    log().info({ err: error }, "a passkey did not sign in");
    return null;
  }
}

/** Authenticators that count never give a number twice, so one that does not go up is a copy's. Others say 0 each time. */
async function countUse(passkeyId: string, signCount: number): Promise<boolean> {
  const { rowCount } = await pool().query(
    `UPDATE passkeys SET sign_count = $2, last_used_at = now()
     WHERE id = $1 AND (sign_count < $2 OR (sign_count = 0 AND $2 = 0))`,
    [passkeyId, signCount],
  );
  return rowCount === 1;
}

async function tellOfCopy(owner: PasskeyOwner, address: string): Promise<void> {
  await transaction((tx) => tellOwner(tx, owner, { change: "passkey_copied", actorId: null, address }));
}

/** What an authenticator keeps as its owner's id: see beginPasskey. */
function handleOf(personId: string): string {
  return Buffer.from(personId).toString("base64url");
}
