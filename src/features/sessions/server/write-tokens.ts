import { createHmac, randomBytes } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { v7 } from "uuid";
import { say } from "@/messages/server/say";
import { sealAccessToken } from "@/server/sign-in/access-tokens";
import { hashToken } from "@/server/api/actor";
import { transaction, type Transaction } from "@/server/database/database";
import { authSecret, env } from "@/server/process/env";
import { shareOnce } from "@/server/process/globals";
import { absoluteEndOf, idleDaysOf, usedUntil } from "@/server/sign-in/session-lifetime";
import { AppError } from "@/shared/errors";
import type { OrganisationId } from "@/shared/roles";
import type { TokenPair } from "@/features/sessions/schema";
import { endSessions, startSession, type Origin } from "./write";
import { tallySignIn, type SignedInPerson } from "./write-sign-in";

const ACCESS_MINUTES = 15;
/** The time within which a client's tabs refresh at once, also over slow connections; a delay that nobody notices once in a quarter of an hour. */
const SHARE_MILLISECONDS = 400;
/** Times are rounded to milliseconds here and there: an answer is never given before that is over. */
const TIMERS_EARLY_MILLISECONDS = 10;

/** Begins a token session for a person whose password was checked and returns its first pair. */
export async function issueTokens(person: SignedInPerson, from: Origin): Promise<TokenPair> {
  tallySignIn(person, "token", from);
  return await transaction(async (tx) => {
    const sessionId = await startSession(tx, {
      organisationId: person.organisationId,
      personId: person.id,
      kind: "token",
      from,
    });
    const pair = firstPair();
    await keepPair(tx, pair, { sessionId, organisationId: person.organisationId, personId: person.id });
    return pair;
  });
}

/**
 * Exchanges a refresh token for a new pair, once. A token that comes again after it was exchanged was stolen:
 * the whole session ends (`session:ended`, reason "token_reuse") and its owner must sign in again.
 *
 * Two tabs of one client that refresh at the same moment are no theft, and get the same pair, whichever
 * processes they reach. For that each answer is delayed by SHARE_MILLISECONDS: a request with the same token
 * that comes before the answer was sent gets the same answer. There is no grace period beyond it, as a thief
 * could use it too.
 */
export async function refreshTokens(
  organisationId: OrganisationId,
  refreshToken: string,
): Promise<TokenPair> {
  const hash = hashToken(refreshToken);
  const underWay = shareOnce("refreshes", () => new Map<string, Promise<TokenPair>>());
  const key = `${organisationId} ${hash}`;
  const exchange =
    underWay.get(key) ?? exchangeToken(organisationId, refreshToken).finally(() => underWay.delete(key));
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
  used_at: Date | null;
}

async function exchangeToken(organisationId: OrganisationId, refreshToken: string): Promise<TokenPair> {
  const cameAt = performance.now();
  const outcome = await transaction(async (tx) => {
    const arrivedAt = await arrivalOf(tx, cameAt);
    const row = await lockRefreshToken(tx, organisationId, hashToken(refreshToken));
    if (!row?.is_live) {
      return null;
    }
    const pair = pairAfter(row.id, refreshToken);
    if (row.used_at === null) {
      await useToken(tx, row);
      await keepPair(tx, pair, {
        sessionId: row.session_id,
        organisationId: row.organisation_id,
        personId: row.person_id,
      });
      return pair;
    }
    if (arrivedAt < row.used_at.getTime() + SHARE_MILLISECONDS) {
      return (await isKept(tx, pair)) ? pair : null;
    }
    await endFamily(tx, row, "token_reuse");
    return null;
  });
  if (!outcome) {
    throw new AppError("invalid_token", say("refusals.sessions.refreshToken"));
  }
  await delay(SHARE_MILLISECONDS + TIMERS_EARLY_MILLISECONDS);
  return outcome;
}

/** Converts `cameAt`, a request's time by this process's clock, to the database's clock, in milliseconds; never too early. */
async function arrivalOf(tx: Transaction, cameAt: number): Promise<number> {
  const waited = performance.now() - cameAt;
  const { rows } = await tx.query<{ now: Date }>("SELECT clock_timestamp() AS now");
  return (rows[0]?.now.getTime() ?? Infinity) - waited;
}

async function useToken(tx: Transaction, row: RefreshRow): Promise<void> {
  await tx.query("UPDATE secret_tokens SET used_at = clock_timestamp() WHERE id = $1", [row.id]);
  await tx.query("DELETE FROM secret_tokens WHERE session_id = $1 AND expires_at < now()", [row.session_id]);
  await tx.query(
    `UPDATE sessions s SET last_seen_at = now(), expires_at = ${usedUntil("s")} WHERE s.id = $1`,
    [row.session_id],
  );
}

async function lockRefreshToken(
  tx: Transaction,
  organisationId: OrganisationId,
  hash: string,
): Promise<RefreshRow | null> {
  const { rows } = await tx.query<RefreshRow>(
    `SELECT t.id, t.organisation_id, t.person_id, t.session_id, t.used_at,
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

function firstPair(): TokenPair {
  return asPair(() => randomBytes(32));
}

/** Derives the pair that follows a refresh token: always the same pair, which cannot be computed without our secret and the token. */
function pairAfter(id: string, refreshToken: string): TokenPair {
  return asPair((kind) =>
    createHmac("sha256", authSecret())
      .update(JSON.stringify(["pair after", kind, id, refreshToken]))
      .digest(),
  );
}

function asPair(make: (kind: "access" | "refresh") => Buffer): TokenPair {
  return {
    accessToken: sealAccessToken(make("access")),
    tokenType: "Bearer",
    expiresIn: ACCESS_MINUTES * 60,
    refreshToken: make("refresh").toString("base64url"),
  };
}

async function isKept(tx: Transaction, pair: TokenPair): Promise<boolean> {
  const { rowCount } = await tx.query("SELECT 1 FROM secret_tokens WHERE hash = ANY($1)", [
    [hashToken(pair.accessToken), hashToken(pair.refreshToken)],
  ]);
  return rowCount === 2;
}

async function keepPair(
  tx: Transaction,
  pair: TokenPair,
  of: { sessionId: string; organisationId: string; personId: string },
): Promise<void> {
  await tx.query(
    `INSERT INTO secret_tokens (id, organisation_id, person_id, session_id, kind, hash, expires_at)
     SELECT t.id, $3, $4, $5, t.kind, t.hash, least(now() + t.lives, ${absoluteEndOf("s")})
     FROM sessions s, (VALUES ($1::uuid, 'access', $6, make_interval(mins => $8)), ($2::uuid, 'refresh', $7, make_interval(days => ${idleDaysOf("$3")})))
       AS t (id, kind, hash, lives)
     WHERE s.id = $5`,
    [
      v7(),
      v7(),
      of.organisationId,
      of.personId,
      of.sessionId,
      hashToken(pair.accessToken),
      hashToken(pair.refreshToken),
      ACCESS_MINUTES,
    ],
  );
}
