import type { ConfirmedAddress } from "@/features/addresses/schema";
import { tellOwner } from "@/features/second-factors/server/write";
import { lockOrganisation } from "@/features/users/server/write-admins";
import { confirmEmail, takeAddress } from "@/features/users/server/write-confirm-email";
import { say } from "@/messages/server/say";
import { hashToken } from "@/server/api/actor";
import { transaction } from "@/server/database/database";
import { AppError } from "@/shared/errors";
import type { OrganisationId } from "@/shared/roles";

/**
 * Proves the address to which a link was mailed, once: it is its person's from now on, with the tickets that were filed for it. Needs
 * no session, as the mail may be read on another device. Throws `invalid_token`, and `email_taken` where somebody else has proven it meanwhile.
 */
export async function confirmAddress(
  organisationId: OrganisationId,
  token: string,
  address: string,
): Promise<ConfirmedAddress> {
  return await transaction(async (tx) => {
    await lockOrganisation(tx, organisationId);
    const { rows } = await tx.query<{ id: string; email: string; person_id: string; is_primary: boolean }>(
      `UPDATE person_addresses a SET token_hash = NULL, token_expires_at = NULL, asked_at = NULL FROM people p
       WHERE a.token_hash = $1 AND a.organisation_id = $2 AND a.token_expires_at > now() AND a.confirmed_at IS NULL
         AND p.id = a.person_id AND p.disabled_at IS NULL
       RETURNING a.id, a.email, a.person_id, a.email IS NOT DISTINCT FROM p.email AS is_primary`,
      [hashToken(token), organisationId],
    );
    const row = rows[0];
    if (!row) {
      throw new AppError("invalid_token", say("refusals.addresses.linkUsed"));
    }
    const { email, person_id: personId } = row;
    const owner = { organisationId, id: personId };
    // The primary address is notified: with the new one somebody signs in.
    await tellOwner(tx, owner, { change: "address_added", actorId: personId, address, data: { email } });
    if (row.is_primary) {
      await confirmEmail(tx, owner, personId);
    } else {
      await takeAddress(tx, owner, { email, personId }, async () => {
        await tx.query("UPDATE person_addresses SET confirmed_at = now() WHERE id = $1", [row.id]);
      });
    }
    return { email };
  });
}
