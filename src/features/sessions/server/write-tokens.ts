import { randomBytes } from "node:crypto";
import { v7 } from "uuid";
import { hashToken, SESSION_DAYS } from "@/server/actor";
import { transaction, type Transaction } from "@/server/database";
import { env } from "@/server/env";
import { shareOnce } from "@/server/globals";
import { AppError } from "@/shared/errors";
import type { OrganisationId } from "@/shared/roles";
import type { TokenPair } from "@/features/sessions/schema";
import { endSessions, startSession, type Origin } from "./write";
import type { SignedInPerson } from "./write-sign-in";

const ACCESS_MINUTES = 15;

/** Begins a token session for somebody who has shown their password and gives its first pair. */
export async function issueTokens(person: SignedInPerson, from: Origin): Promise<TokenPair> {
  return await transaction(async (tx) => {
    const sessionId = await startSession(tx, {
      organisationId: person.organisationId,
      personId: person.id,
      kind: "token",
      from,
    });
    return await makePair(tx, { sessionId, organisationId: person.organisationId, personId: person.id });
  });
}

/**
 * Exchanges a refresh token for a new pair, once. A token that comes again after it was exchanged means that two hold
 * it, of whom one stole it: the whole session ends (`session:ended`, reason "token_reuse") and both must sign in again.
 *
 * Two tabs of one client that refresh at the same moment are no theft and get the same pair: whoever asks while the
 * exchange is under way shares its answer. There is no period of grace beyond that, as it would be the thief's too.
 * Where the two reach different processes, the later one is refused without ending the session: its request was under
 * way before the token had been used.
 */
export async function refreshTokens(
  organisationId: OrganisationId,
  refreshToken: string,
): Promise<TokenPair> {
  const hash = hashToken(refreshToken);
  const underWay = shareOnce("refreshes", () => new Map<string, Promise<TokenPair>>());
  const key = `${organisationId} ${hash}`;
  const exchange =
    underWay.get(key) ?? exchangeToken(organisationId, hash).finally(() => underWay.delete(key));
  underWay.set(key, exchange);
  return await exchange;
}

/** Ends the session that a refresh token belongs to, be it used already or not; an unknown one is no error (as in RFC 7009). */
export async function revokeTokens(organisationId: OrganisationId, refreshToken: string): Promise<void> {
  await transaction(async (tx) => {
    const row = await lockRefreshToken(tx, organisationId, hashToken(refreshToken));
    if (row) {
      await endFamily(tx, row, "signed_out");
    }
  });
}

interface RefreshRow {
  id: string;
  organisation_id: string;
  person_id: string;
  session_id: string;
  is_live: boolean;
  is_used: boolean;
  /** Whether it was used after this transaction began: then the two requests overlapped. */
  is_overlap: boolean;
}

async function exchangeToken(organisationId: OrganisationId, hash: string): Promise<TokenPair> {
  const outcome = await transaction(async (tx) => {
    const row = await lockRefreshToken(tx, organisationId, hash);
    if (!row?.is_live) {
      return null;
    }
    if (row.is_used) {
      if (!row.is_overlap) {
        await endFamily(tx, row, "token_reuse");
      }
      return null;
    }
    await tx.query("UPDATE secret_tokens SET used_at = clock_timestamp() WHERE id = $1", [row.id]);
    await tx.query("DELETE FROM secret_tokens WHERE session_id = $1 AND expires_at < now()", [
      row.session_id,
    ]);
    await tx.query(
      "UPDATE sessions SET last_seen_at = now(), expires_at = now() + make_interval(days => $2) WHERE id = $1",
      [row.session_id, SESSION_DAYS],
    );
    return await makePair(tx, {
      sessionId: row.session_id,
      organisationId: row.organisation_id,
      personId: row.person_id,
    });
  });
  if (!outcome) {
    throw new AppError("invalid_token", "This refresh token is not valid any more. Please sign in again.");
  }
  return outcome;
}

async function lockRefreshToken(
  tx: Transaction,
  organisationId: OrganisationId,
  hash: string,
): Promise<RefreshRow | null> {
  // now() is when the transaction began, also after waiting for the row.
  const { rows } = await tx.query<RefreshRow>(
    `SELECT t.id, t.organisation_id, t.person_id, t.session_id, t.used_at IS NOT NULL AS is_used, coalesce(t.used_at >= now(), false) AS is_overlap,
       t.expires_at > now() AND s.ended_at IS NULL AND s.expires_at > now() AND p.disabled_at IS NULL AND (NOT p.is_demo OR $3) AS is_live
     FROM secret_tokens t JOIN sessions s ON s.id = t.session_id JOIN people p ON p.id = t.person_id
     WHERE t.hash = $1 AND t.kind = 'refresh' AND t.organisation_id = $2 FOR UPDATE OF t`,
    [hash, organisationId, env().demo],
  );
  return rows[0] ?? null;
}

async function endFamily(
  tx: Transaction,
  row: RefreshRow,
  reason: "token_reuse" | "signed_out",
): Promise<void> {
  await endSessions(tx, {
    organisationId: row.organisation_id,
    personId: row.person_id,
    sessionId: row.session_id,
    reason,
    actorId: null,
  });
}

async function makePair(
  tx: Transaction,
  of: { sessionId: string; organisationId: string; personId: string },
): Promise<TokenPair> {
  const accessToken = randomBytes(32).toString("base64url");
  const refreshToken = randomBytes(32).toString("base64url");
  await tx.query(
    `INSERT INTO secret_tokens (id, organisation_id, person_id, session_id, kind, hash, expires_at) VALUES
       ($1, $3, $4, $5, 'access', $6, now() + make_interval(mins => $8)),
       ($2, $3, $4, $5, 'refresh', $7, now() + make_interval(days => $9))`,
    [
      v7(),
      v7(),
      of.organisationId,
      of.personId,
      of.sessionId,
      hashToken(accessToken),
      hashToken(refreshToken),
      ACCESS_MINUTES,
      SESSION_DAYS,
    ],
  );
  return { accessToken, tokenType: "Bearer", expiresIn: ACCESS_MINUTES * 60, refreshToken };
}
