import { v7 } from "uuid";
import { say } from "@/messages/server/say";
import { hashToken } from "@/server/api/actor";
import type { By } from "@/server/api/by";
import { prismaTransactionOnce } from "@/server/api/idempotency";
import type { Transaction } from "@/server/database/database";
import { newAccessToken, PERSONAL_PREFIX } from "@/server/sign-in/access-tokens";
import { AppError, refusedField } from "@/shared/errors";
import { isUuid } from "@/shared/ids";
import type { Actor } from "@/shared/roles";
import { TOKEN_SCOPES } from "@/shared/token-scopes";
import { byOwner, lockFactors, tellOwner, type Owner } from "@/features/second-factors/server/write";
import { endSessions } from "@/features/sessions/server/write";
import { scopesFor } from "@/features/personal-tokens/policy";
import { TOKENS_MAX, type NewTokenDto, type TokenInput } from "@/features/personal-tokens/schema";
import { listMyTokens } from "./read";

/** Characters of the token itself that stay visible. */
const SHOWN = 4;
/** For a token without an end: later than anybody looks. */
const ENDLESS = "9999-12-31T00:00:00Z";

/**
 * Makes a token of the caller's: a session of its own, which lives until it is ended or its time is over. Throws `invalid` for a
 * scope that their role does not have, `conflict` where there are too many.
 */
export async function makeToken(actor: Actor, input: TokenInput, by: By): Promise<NewTokenDto> {
  const allowed = scopesFor(actor.role);
  if (input.scopes.some((scope) => !allowed.includes(scope))) {
    throw refusedField("scopes", say("refusals.tokens.adminsOnly"));
  }
  let token: string | null = null;
  const id = await prismaTransactionOnce(by.key, async ({ sql }) => {
    await lockFactors(sql, actor);
    if ((await listMyTokens(actor, sql)).length >= TOKENS_MAX) {
      throw new AppError("conflict", say("refusals.tokens.tooMany", { most: TOKENS_MAX }));
    }
    token = newAccessToken(PERSONAL_PREFIX);
    const made = await keepToken(sql, actor, { input, token });
    await tellOwner(sql, actor, {
      change: "token_made",
      ...byOwner(actor, by),
      data: { tokenId: made, name: input.name, scopes: input.scopes },
    });
    return made;
  });
  const made = (await listMyTokens(actor)).find((one) => one.id === id);
  if (!made) {
    throw noSuchToken();
  }
  return { ...made, token };
}

/** Ends one of the caller's tokens, and what is connected by it. Throws `not_found` for one that is not theirs, or over. */
export async function endMyToken(actor: Actor, tokenId: string, by: By): Promise<void> {
  await prismaTransactionOnce(by.key, async ({ sql }) => {
    await endToken(sql, actor, { tokenId, personId: actor.id, by });
    return null;
  });
}

/** Ends any token of the organisation, for its admins. Throws `not_found`. */
export async function endAnyToken(actor: Actor, tokenId: string, by: By): Promise<void> {
  await prismaTransactionOnce(by.key, async ({ sql }) => {
    await endToken(sql, actor, { tokenId, personId: null, by });
    return null;
  });
}

/** Keeps a token of somebody's, with its session, in the caller's transaction; returns its id. */
export async function keepToken(
  tx: Transaction,
  actor: Owner,
  { input, token }: { input: TokenInput; token: string },
): Promise<string> {
  const [id, sessionId] = [v7(), v7()];
  const { expiresAt } = input;
  // It never counts as a password that was just shown.
  await tx.query(
    `INSERT INTO sessions (id, organisation_id, person_id, kind, expires_at, proven_at)
     VALUES ($1, $2, $3, 'personal', $4, 'epoch')`,
    [sessionId, actor.organisationId, actor.id, expiresAt ?? ENDLESS],
  );
  await tx.query(
    `INSERT INTO secret_tokens (id, organisation_id, person_id, session_id, kind, hash, expires_at)
     VALUES ($1, $2, $3, $4, 'personal', $5, $6)`,
    [v7(), actor.organisationId, actor.id, sessionId, hashToken(token), expiresAt ?? ENDLESS],
  );
  await tx.query(
    `INSERT INTO personal_tokens (id, organisation_id, person_id, session_id, name, scopes, prefix, is_endless)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      id,
      actor.organisationId,
      actor.id,
      sessionId,
      input.name,
      TOKEN_SCOPES.filter((scope) => input.scopes.includes(scope)),
      token.slice(0, PERSONAL_PREFIX.length + SHOWN),
      !expiresAt,
    ],
  );
  return id;
}

async function endToken(
  tx: Transaction,
  actor: Actor,
  { tokenId, personId, by }: { tokenId: string; personId: string | null; by: By },
): Promise<void> {
  const { rows } = await tx.query<{ session_id: string; person_id: string; name: string }>(
    "SELECT session_id, person_id, name FROM personal_tokens WHERE id = $1 AND organisation_id = $2 AND ($3::uuid IS NULL OR person_id = $3)",
    [isUuid(tokenId) ? tokenId : null, actor.organisationId, personId],
  );
  const row = rows[0];
  const { organisationId } = actor;
  const ended =
    row &&
    (await endSessions(tx, {
      organisationId,
      personId: row.person_id,
      sessionId: row.session_id,
      reason: "revoked",
      actorId: actor.id,
    }));
  if (!row || !ended) {
    throw noSuchToken();
  }
  const owner: Owner = { id: row.person_id, organisationId };
  const details = owner.id === actor.id ? byOwner(actor, by) : { actorId: actor.id, address: by.address };
  await tellOwner(tx, owner, { change: "token_ended", ...details, data: { tokenId, name: row.name } });
}

function noSuchToken(): AppError {
  return new AppError("not_found", say("refusals.tokens.unknown"));
}
