import { pool } from "@/server/database/database";
import type { OrganisationId } from "@/shared/roles";
import { admitIdentity } from "@/features/identities/server/write";
import type { SignedInPerson } from "@/features/sessions/server/write-sign-in";
import type { ProviderSettings } from "./read-settings";
import type { CheckedToken } from "./read-tokens";
import { nameIn, roleIn, verifiedEmailIn } from "./rules-claims";

/**
 * The person here whom a checked token of the provider names, with the role and the name that it gives; null where they may not come in. A token
 * that is older than what was last read of them changes neither: it may be a copy from before a right was lost.
 */
export async function admitByToken(
  organisationId: OrganisationId,
  settings: ProviderSettings,
  token: CheckedToken,
  { isWhole, address }: { isWhole: boolean; address: string },
): Promise<SignedInPerson | null> {
  const { issuer } = settings;
  const { subject, claims, issuedAt } = token;
  const { rows } = await pool().query<{ is_older: boolean }>(
    `SELECT claims_at IS NOT NULL AND (claims_at > $4 OR (claims_at = $4 AND NOT $5)) AS is_older
     FROM identities WHERE organisation_id = $1 AND issuer = $2 AND subject = $3`,
    [organisationId, issuer, subject, issuedAt, isWhole],
  );
  const isOlder = rows[0]?.is_older ?? false;
  const person = await admitIdentity(organisationId, {
    issuer,
    subject,
    by: "provider",
    login: null,
    name: isOlder ? "" : nameIn(claims),
    email: verifiedEmailIn(claims, issuer),
    linkByAddress: true,
    role: isOlder ? null : roleIn(claims, settings, { isWhole }),
    createPeople: settings.createPeople,
    address,
  });
  if (person && !isOlder) {
    await pool().query(
      `UPDATE identities SET claims_at = greatest(claims_at, $4)
       WHERE organisation_id = $1 AND issuer = $2 AND subject = $3 AND claims_at IS DISTINCT FROM $4`,
      [organisationId, issuer, subject, issuedAt],
    );
  }
  return person;
}

/** Whether the person whom the provider's subject belongs to here was disabled. */
export async function isDisabledHere(
  organisationId: OrganisationId,
  issuer: string,
  subject: string,
): Promise<boolean> {
  const { rowCount } = await pool().query(
    `SELECT 1 FROM identities i JOIN people p ON p.id = i.person_id
     WHERE i.organisation_id = $1 AND i.issuer = $2 AND i.subject = $3 AND p.disabled_at IS NOT NULL`,
    [organisationId, issuer, subject],
  );
  return rowCount === 1;
}
