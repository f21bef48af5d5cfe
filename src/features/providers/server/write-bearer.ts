import { v7 } from "uuid";
import { say } from "@/messages/server/say";
import { hashToken } from "@/server/api/actor";
import { transaction, type Transaction } from "@/server/database/database";
import { noteOutage } from "@/server/outages/outages";
import { log } from "@/server/process/log";
import { rememberForeignToken, type ForeignTokenUse } from "@/server/sign-in/foreign-tokens";
import { absoluteEndOf, usedUntil } from "@/server/sign-in/session-lifetime";
import { AppError } from "@/shared/errors";
import { endSessions, startSession } from "@/features/sessions/server/write";
import { tallySignIn, type SignedInPerson } from "@/features/sessions/server/write-sign-in";
import { isProviderAway } from "./read-fetch";
import { providerSettings, type ProviderSettings } from "./read-settings";
import { checkAccessToken, claimsIssuer, type CheckedToken } from "./read-tokens";
import { showsSecondFactor } from "./rules-claims";
import { admitByToken } from "./write-admit";
import { hasEndedThere } from "./write-logout";

/**
 * The session behind an access token of the organisation's identity provider; null for a token that counts for nothing. All tokens of one
 * session at the provider (of one person, where it names none) share one session here, which outlives each of them: a token that is
 * shown for the first time is kept by its hash, like one that was issued here, until it ends by itself. Throws `unavailable` while the provider
 * cannot be asked for its keys.
 */
export async function sessionOfProviderToken(token: string, use: ForeignTokenUse): Promise<string | null> {
  const settings = await providerSettings(use.organisationId);
  if (settings === null || !claimsIssuer(token, settings.issuer)) {
    return null;
  }
  const checked = await check(settings, token, use);
  if (checked === null || (await hasEnded(settings, checked, use))) {
    return null;
  }
  const person = await admitByToken(use.organisationId, settings, checked, {
    isWhole: false,
    address: use.address,
  });
  const sessionId = person && (await keepToken(person, settings, { token, checked, use }));
  if (!person || sessionId === null) {
    return null;
  }
  // Only now, with the session there: a message about its end that comes later finds it.
  if (await hasEnded(settings, checked, use)) {
    await transaction((tx) =>
      endSessions(tx, {
        organisationId: use.organisationId,
        personId: person.id,
        sessionId,
        reason: "signed_out",
        actorId: null,
      }),
    );
    return null;
  }
  rememberForeignToken(token, checked.endsAt);
  return sessionId;
}

async function check(
  settings: ProviderSettings,
  token: string,
  { organisationId }: ForeignTokenUse,
): Promise<CheckedToken | null> {
  try {
    return await checkAccessToken(settings, token);
  } catch (error) {
    if (isProviderAway(error)) {
      await noteOutage(organisationId, "provider");
      log().warn({ err: error }, "an access token of the identity provider cannot be checked");
      throw new AppError("unavailable", say("refusals.providers.away"), { retryAfter: 5 });
    }
    log().debug({ err: error }, "an access token of the identity provider was refused");
    return null;
  }
}

async function hasEnded(
  { issuer }: ProviderSettings,
  { subject, sid, issuedAt }: CheckedToken,
  { organisationId }: ForeignTokenUse,
): Promise<boolean> {
  return await hasEndedThere(organisationId, { issuer, subject, sid }, issuedAt);
}

/** Keeps the token for its session, which begins with the first of its tokens; null where that session was ended after the token was issued. */
async function keepToken(
  person: SignedInPerson,
  { issuer, secondFactor }: ProviderSettings,
  { token, checked, use }: { token: string; checked: CheckedToken; use: ForeignTokenUse },
): Promise<string | null> {
  const { organisationId } = use;
  const { subject, sid, issuedAt } = checked;
  return await transaction(async (tx) => {
    const of = [organisationId, issuer, subject, sid ?? ""];
    await tx.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [of.join(" ")]);
    const { rows } = await tx.query<{ id: string; is_over: boolean; is_expired: boolean }>(
      `SELECT id, ended_at IS NOT NULL AS is_over, expires_at <= now() AS is_expired FROM sessions
       WHERE organisation_id = $1 AND issuer = $2 AND subject = $3 AND coalesce(provider_sid, '') = $4 AND kind = 'token'
         AND (ended_at IS NULL OR ended_at >= $5) ORDER BY ended_at NULLS FIRST`,
      [...of, issuedAt],
    );
    if (rows.some((row) => row.is_over)) {
      return null;
    }
    const [found] = rows;
    if (found && !found.is_expired) {
      await keepAccess(tx, found.id, { organisationId, personId: person.id, token, endsAt: checked.endsAt });
      return found.id;
    }
    if (found) {
      const which = { organisationId, personId: person.id, sessionId: found.id, actorId: null };
      await endSessions(tx, { ...which, reason: "expired" });
    }
    const from = { ...use, isDemoOpen: false };
    const hasSecondFactor = showsSecondFactor(checked.claims, secondFactor);
    const provider = {
      issuer,
      subject,
      providerSid: sid,
      sealIdToken: null,
      provenAt: null,
      hasSecondFactor,
    };
    const id = await startSession(tx, { organisationId, personId: person.id, kind: "token", from, provider });
    await keepAccess(tx, id, { organisationId, personId: person.id, token, endsAt: checked.endsAt });
    tallySignIn(person, "token", from);
    return id;
  });
}

async function keepAccess(
  tx: Transaction,
  sessionId: string,
  {
    organisationId,
    personId,
    token,
    endsAt,
  }: { organisationId: string; personId: string; token: string; endsAt: Date },
): Promise<void> {
  await tx.query(
    `INSERT INTO secret_tokens (id, organisation_id, person_id, session_id, kind, hash, expires_at)
     SELECT $1, $2, $3, s.id, 'access', $5, least($6::timestamptz, ${absoluteEndOf("s")}) FROM sessions s WHERE s.id = $4
     ON CONFLICT (hash) DO NOTHING`,
    [v7(), organisationId, personId, sessionId, hashToken(token), endsAt],
  );
  await tx.query(
    `UPDATE sessions s SET last_seen_at = now(), expires_at = ${usedUntil("s")} WHERE s.id = $1`,
    [sessionId],
  );
}
