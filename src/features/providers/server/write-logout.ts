import { randomUUID } from "node:crypto";
import { pool, transaction } from "@/server/database/database";
import type { OrganisationId } from "@/shared/roles";
import { endSessions } from "@/features/sessions/server/write";

/** Whose session ended at the provider: a session's name, a person, or both. */
interface Ended {
  issuer: string;
  subject: string | null;
  sid: string | null;
}

/**
 * Ends what a provider's message says has ended there: the sessions of its session, or all that it vouched for of a person. False, and
 * nothing happens, for a message that came before.
 */
export async function endByMessage(
  organisationId: OrganisationId,
  ended: Ended & { tokenId: string },
): Promise<boolean> {
  // Kept before the sessions end, and committed: a sign-in that is under way looks here once its session is there.
  const { rowCount } = await pool().query(
    `INSERT INTO provider_logouts (organisation_id, issuer, token_id, subject, provider_sid) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
    [organisationId, ended.issuer, ended.tokenId, ended.subject, ended.sid],
  );
  if (rowCount === 0) {
    return false;
  }
  try {
    await endAll(organisationId, ended);
  } catch (error) {
    await forget(organisationId, ended.issuer, ended.tokenId);
    throw error;
  }
  return true;
}

/** The same for a message that came through a browser, and that nobody signed: it counts for a session that is known here. */
export async function endByBrowser(
  organisationId: OrganisationId,
  { issuer, sid }: { issuer: string; sid: string },
): Promise<void> {
  const { rowCount } = await pool().query(
    "SELECT 1 FROM sessions WHERE organisation_id = $1 AND issuer = $2 AND provider_sid = $3 AND ended_at IS NULL LIMIT 1",
    [organisationId, issuer, sid],
  );
  if (rowCount === 1) {
    await endByMessage(organisationId, { issuer, sid, subject: null, tokenId: `browser ${randomUUID()}` });
  }
}

/** Whether the provider has said that this session of it ended, or since `issuedAt` all of its person. */
export async function hasEndedThere(
  organisationId: OrganisationId,
  { issuer, subject, sid }: { issuer: string; subject: string; sid: string | null },
  issuedAt: Date,
): Promise<boolean> {
  const { rowCount } = await pool().query(
    `SELECT 1 FROM provider_logouts WHERE organisation_id = $1 AND issuer = $2
       AND (provider_sid = $4 OR (subject = $3 AND (provider_sid IS NULL OR $4::text IS NULL) AND at >= $5)) LIMIT 1`,
    [organisationId, issuer, subject, sid, issuedAt],
  );
  return rowCount === 1;
}

/** A session of which the provider did not tell the name ends with any of its person. */
async function endAll(organisationId: OrganisationId, { issuer, subject, sid }: Ended): Promise<void> {
  await transaction(async (tx) => {
    const { rows } = await tx.query<{ id: string; person_id: string }>(
      `SELECT id, person_id FROM sessions WHERE organisation_id = $1 AND issuer = $2 AND ended_at IS NULL
         AND CASE WHEN $4::text IS NULL THEN subject = $3
           ELSE (provider_sid = $4 AND coalesce(subject = $3, true)) OR (provider_sid IS NULL AND subject = $3) END
       ORDER BY id`,
      [organisationId, issuer, subject, sid],
    );
    for (const { id: sessionId, person_id: personId } of rows) {
      await endSessions(tx, { organisationId, personId, sessionId, reason: "signed_out", actorId: null });
    }
  });
}

async function forget(organisationId: OrganisationId, issuer: string, tokenId: string): Promise<void> {
  await pool().query(
    "DELETE FROM provider_logouts WHERE organisation_id = $1 AND issuer = $2 AND token_id = $3",
    [organisationId, issuer, tokenId],
  );
}
