import { pool, transaction, type Transaction } from "@/server/database/database";
import { ownerOf } from "@/server/sign-in/address-owner";
import type { OrganisationId } from "@/shared/roles";
import { endSessions } from "@/features/sessions/server/write";
import type { SignedInPerson } from "@/features/sessions/server/write-sign-in";
import { insertPerson } from "@/features/users/server/write";
import { lockOrganisation } from "@/features/users/server/write-admins";
import { findLinked, FOUND, loginOf, type Found, type Identity } from "./read";
import { applyIdentity, hasName, hasRole, nameOf, note } from "./write-apply";

/**
 * The person here whom an identity belongs to: the one it was linked to, else the one who owns its address, else a new
 * one. Their name and role become what the identity says, the role by the same event as an admin's change; but nobody stops being an admin
 * without whom nobody could administer. Null for people who may not come in: disabled, of the demo, or unknown and not to be created.
 */
export async function admitIdentity(
  organisationId: OrganisationId,
  identity: Identity,
): Promise<SignedInPerson | null> {
  const known = await findLinked(pool(), organisationId, identity);
  if (known && !known.may_sign_in) {
    return null;
  }
  if (
    known?.is_fresh &&
    known.login === loginOf(identity) &&
    hasName(known, identity) &&
    hasRole(known, identity)
  ) {
    return signedIn(known, organisationId);
  }
  return await transaction(async (tx) => {
    await lockOrganisation(tx, organisationId);
    const person =
      (await findLinked(tx, organisationId, identity)) ??
      (await linkByAddress(tx, organisationId, identity)) ??
      (await createLinked(tx, organisationId, identity));
    if (!person?.may_sign_in) {
      return null;
    }
    await tx.query(
      "UPDATE identities SET last_used_at = now(), gone_at = NULL, login = $4 WHERE organisation_id = $1 AND issuer = $2 AND subject = $3",
      [organisationId, identity.issuer, identity.subject, loginOf(identity)],
    );
    return signedIn(await applyIdentity(tx, organisationId, person, identity), organisationId);
  });
}

/**
 * A claim that nobody proved is not linked: the person who made it may know its password. Nor is a person who has another identity there: the address has
 * passed on to somebody else. By a directory, in which addresses are often written by their people, a person who has any identity is not.
 */
async function linkByAddress(
  tx: Transaction,
  organisationId: OrganisationId,
  identity: Identity,
): Promise<Found | null> {
  if (!identity.linkByAddress) {
    return null;
  }
  const { rows } = await tx.query<Found>(
    `SELECT ${FOUND}, NULL AS login, false AS is_fresh FROM people p
     WHERE p.id = ${ownerOf("$1", "$2")} AND NOT p.is_demo
       AND NOT EXISTS (SELECT 1 FROM identities i WHERE i.person_id = p.id AND (i.issuer = $3 OR $4)) FOR NO KEY UPDATE`,
    [organisationId, identity.email, identity.issuer, identity.by === "directory"],
  );
  const owner = rows[0];
  if (!owner) {
    return null;
  }
  const person = owner.role === "guest" ? await raiseGuest(tx, organisationId, owner) : owner;
  if (person.may_sign_in) {
    await link(tx, organisationId, person.id, identity);
    await note(tx, organisationId, person.id, "person.identity_linked", identity, {});
  }
  return person;
}

/** A guest who turns out to be of the house becomes a user. Links that open their tickets end: they are no proof of who holds them. */
async function raiseGuest(tx: Transaction, organisationId: OrganisationId, guest: Found): Promise<Found> {
  await endSessions(tx, { organisationId, personId: guest.id, reason: "revoked", actorId: null });
  const { rows } = await tx.query<Found>(
    `UPDATE people p SET role = 'user', updated_at = now() WHERE p.id = $1 RETURNING ${FOUND}, NULL AS login, false AS is_fresh`,
    [guest.id],
  );
  return rows[0] ?? guest;
}

async function createLinked(
  tx: Transaction,
  organisationId: OrganisationId,
  identity: Identity,
): Promise<Found | null> {
  if (!identity.createPeople) {
    return null;
  }
  const { rowCount: isOwned } = await tx.query(`SELECT 1 WHERE ${ownerOf("$1", "$2")} IS NOT NULL`, [
    organisationId,
    identity.email,
  ]);
  const name = nameOf(identity) || identity.login || identity.email || "?";
  const { id, email, role } = await insertPerson(tx, {
    organisationId,
    role: identity.role ?? "user",
    name,
    // An address that has an owner stays theirs.
    email: isOwned ? null : identity.email,
    passwordHash: null,
  });
  await link(tx, organisationId, id, identity);
  await note(tx, organisationId, id, "person.created", identity, { role });
  return { id, name, email, role, login: null, may_sign_in: true, is_fresh: false };
}

async function link(
  tx: Transaction,
  organisationId: OrganisationId,
  personId: string,
  identity: Identity,
): Promise<void> {
  await tx.query(
    "INSERT INTO identities (organisation_id, issuer, subject, person_id, login) VALUES ($1, $2, $3, $4, $5)",
    [organisationId, identity.issuer, identity.subject, personId, loginOf(identity)],
  );
}

function signedIn({ id, name, email, role }: Found, organisationId: OrganisationId): SignedInPerson {
  return { id, organisationId, name, email, role };
}
