import { pool, transaction } from "@/server/database/database";
import type { OrganisationId } from "@/shared/roles";
import { endSessions } from "@/features/sessions/server/write";
import { lockOrganisation } from "@/features/users/server/write-admins";
import { findLinked, type Identity } from "./read";
import { applyIdentity, hasName, hasRole, note } from "./write-apply";

/** What somebody's directory says of them while they are signed in. */
type Followed = Omit<Identity, "login" | "email" | "linkByAddress" | "createPeople">;

/**
 * Makes name and role of the person whom an identity belongs to what it says now, by the same events as at a sign-in, while they are signed in; true where that
 * changed something. Nothing happens where nobody has it.
 */
export async function followIdentity(organisationId: OrganisationId, identity: Followed): Promise<boolean> {
  const known = await findLinked(pool(), organisationId, identity);
  if (!known?.may_sign_in || (hasName(known, identity) && hasRole(known, identity))) {
    return false;
  }
  return await transaction(async (tx) => {
    await lockOrganisation(tx, organisationId);
    const person = await findLinked(tx, organisationId, identity);
    const changed = person?.may_sign_in && (await applyIdentity(tx, organisationId, person, identity));
    return changed ? changed.name !== person.name || changed.role !== person.role : false;
  });
}

/** Ends the sessions and tokens of the person whom an identity belongs to: where it is from, they do not come in any more. False where that is known already. */
export async function endIdentity(
  organisationId: OrganisationId,
  identity: Pick<Followed, "issuer" | "subject" | "by" | "address">,
): Promise<boolean> {
  return await transaction(async (tx) => {
    const { rows } = await tx.query<{ person_id: string }>(
      `UPDATE identities SET gone_at = now() WHERE organisation_id = $1 AND issuer = $2 AND subject = $3 AND gone_at IS NULL
       RETURNING person_id`,
      [organisationId, identity.issuer, identity.subject],
    );
    const personId = rows[0]?.person_id;
    if (personId === undefined) {
      return false;
    }
    const sessions = await endSessions(tx, { organisationId, personId, reason: "revoked", actorId: null });
    await note(tx, organisationId, personId, "person.identity_gone", identity, { sessions });
    return true;
  });
}
