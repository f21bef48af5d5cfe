import { randomBytes } from "node:crypto";
import { hashToken } from "@/server/api/actor";
import { pool, type Sql } from "@/server/database/database";
import type { Party } from "./read-party";

const CHALLENGE_BYTES = 32;
/** Long enough to look for a key, or for a phone. */
const CHALLENGE_SECONDS = 300;

/** Whose challenge it is: a person's who adds a passkey, or (null) of somebody who signs in. */
export interface ChallengeFor {
  organisationId: string;
  personId: string | null;
  party: Party;
}

/** What a browser is given as its time for the ceremony, in milliseconds. */
export const CEREMONY_MILLISECONDS = CHALLENGE_SECONDS * 1_000;

/** Makes and keeps a challenge for five minutes and one answer; those that are over are removed. */
export async function makeChallenge(
  { organisationId, personId, party }: ChallengeFor,
  sql: Sql = pool(),
): Promise<Uint8Array<ArrayBuffer>> {
  const challenge = new Uint8Array(randomBytes(CHALLENGE_BYTES));
  await sql.query(
    `WITH over AS (
       DELETE FROM passkey_challenges WHERE hash IN (
         SELECT hash FROM passkey_challenges WHERE expires_at < now() ORDER BY expires_at LIMIT 100 FOR UPDATE SKIP LOCKED))
     INSERT INTO passkey_challenges (hash, organisation_id, person_id, host, expires_at)
     VALUES ($1, $2, $3, $4, now() + make_interval(secs => $5))`,
    [
      hashToken(Buffer.from(challenge).toString("base64url")),
      organisationId,
      personId,
      party.host,
      CHALLENGE_SECONDS,
    ],
  );
  return challenge;
}

/** Takes a challenge away, whatever becomes of its answer; false where there is none such, or it is over, or somebody else's. */
export async function useChallenge(
  { organisationId, personId, party }: ChallengeFor,
  challenge: string,
): Promise<boolean> {
  const { rows } = await pool().query<{ is_good: boolean }>(
    `DELETE FROM passkey_challenges WHERE hash = $1
     RETURNING organisation_id = $2 AND person_id IS NOT DISTINCT FROM $3 AND host = $4 AND expires_at > now() AS is_good`,
    [hashToken(challenge), organisationId, personId, party.host],
  );
  return rows[0]?.is_good ?? false;
}
