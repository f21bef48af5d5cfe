import { pool, transaction, type Sql, type Transaction } from "@/server/database/database";
import { emit } from "@/server/event-log/emit";
import { audit } from "@/server/audit/audit";
import { log } from "@/server/process/log";
import { ownerOf } from "@/server/sign-in/address-owner";
import { LIMITS } from "@/shared/limits";
import type { OrganisationId, Role } from "@/shared/roles";
import { oneLine } from "@/shared/text";
import { endSessions } from "@/features/sessions/server/write";
import type { SignedInPerson } from "@/features/sessions/server/write-sign-in";
import { unassignUnauthorised } from "@/features/ticket-record/server/write-unassign";
import { insertPerson } from "@/features/users/server/write";
import { adminsLeftWithout, lockOrganisation } from "@/features/users/server/write-admins";

/** Somebody whom an identity provider or a directory vouches for. */
export interface Identity {
  /** The provider's issuer, or "ldap:" and the directory's base DN. */
  issuer: string;
  /** What never changes about them there. */
  subject: string;
  by: "provider" | "directory";
  /** What they signed in with, if that is not their address. */
  login: string | null;
  /** "" where none is given: they keep theirs. */
  name: string;
  /** Only one that the provider or the directory vouches for: they become the person here who owns it. */
  email: string | null;
  /** Null where nothing is said of roles: new people are users, and others stay what they are. */
  role: Exclude<Role, "guest"> | null;
  /** Whether somebody unknown is to be created. */
  createPeople: boolean;
  /** The client's address, for the audit. */
  address: string;
}

interface Found {
  id: string;
  name: string;
  email: string | null;
  role: Role;
  login: string | null;
  may_sign_in: boolean;
  is_fresh: boolean;
}

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
      "UPDATE identities SET last_used_at = now(), login = $4 WHERE organisation_id = $1 AND issuer = $2 AND subject = $3",
      [organisationId, identity.issuer, identity.subject, loginOf(identity)],
    );
    const named = await applyName(tx, person, identity);
    return signedIn(await applyRole(tx, organisationId, named, identity), organisationId);
  });
}

/** The people whom this login belonged to at their last sign-in by a directory. */
export async function findByLogin(organisationId: OrganisationId, login: string): Promise<string[]> {
  const { rows } = await pool().query<{ person_id: string }>(
    "SELECT DISTINCT person_id FROM identities WHERE organisation_id = $1 AND login = lower($2)",
    [organisationId, login],
  );
  return rows.map((row) => row.person_id);
}

/** What this person signed in with last by a directory, if not their address. */
export async function findLogin(organisationId: OrganisationId, personId: string): Promise<string | null> {
  const { rows } = await pool().query<{ login: string }>(
    "SELECT login FROM identities WHERE organisation_id = $1 AND person_id = $2 AND login IS NOT NULL ORDER BY last_used_at DESC LIMIT 1",
    [organisationId, personId],
  );
  return rows[0]?.login ?? null;
}

const FOUND = `p.id, p.name, p.email, p.role, p.disabled_at IS NULL AND p.role <> 'guest' AND NOT p.is_demo AS may_sign_in`;

async function findLinked(
  sql: Sql,
  organisationId: OrganisationId,
  { issuer, subject }: Identity,
): Promise<Found | null> {
  const { rows } = await sql.query<Found>(
    `SELECT ${FOUND}, i.login, i.last_used_at > now() - interval '1 hour' AS is_fresh
     FROM identities i JOIN people p ON p.id = i.person_id WHERE i.organisation_id = $1 AND i.issuer = $2 AND i.subject = $3`,
    [organisationId, issuer, subject],
  );
  return rows[0] ?? null;
}

/** A claim that nobody proved is not linked: the person who made it may know its password. Nor is a person who has another identity there: the address has passed on to somebody else. */
async function linkByAddress(
  tx: Transaction,
  organisationId: OrganisationId,
  identity: Identity,
): Promise<Found | null> {
  const { rows } = await tx.query<Found>(
    `SELECT ${FOUND}, NULL AS login, false AS is_fresh FROM people p
     WHERE p.id = ${ownerOf("$1", "$2")} AND NOT p.is_demo
       AND NOT EXISTS (SELECT 1 FROM identities i WHERE i.person_id = p.id AND i.issuer = $3) FOR NO KEY UPDATE`,
    [organisationId, identity.email, identity.issuer],
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

async function applyName(tx: Transaction, person: Found, identity: Identity): Promise<Found> {
  if (hasName(person, identity)) {
    return person;
  }
  const name = nameOf(identity);
  await tx.query("UPDATE people SET name = $2, updated_at = now() WHERE id = $1", [person.id, name]);
  return { ...person, name };
}

async function applyRole(
  tx: Transaction,
  organisationId: OrganisationId,
  person: Found,
  identity: Identity,
): Promise<Found> {
  const { role } = identity;
  if (role === null || person.role === role) {
    return person;
  }
  if (person.role === "admin" && (await adminsLeftWithout(tx, organisationId, person.id)) !== "enough") {
    log().warn(
      { personId: person.id, role },
      "an admin stays one, against what their groups say: nobody else could come in",
    );
    return person;
  }
  await tx.query("UPDATE people SET role = $2, updated_at = now() WHERE id = $1", [person.id, role]);
  await emit(tx, {
    type: "person:changed",
    organisationId,
    actorId: null,
    subjectId: person.id,
    data: { personId: person.id, reason: "role" },
  });
  await unassignUnauthorised(tx, { organisationId, actorId: null }, { personId: person.id });
  await note(tx, organisationId, person.id, "person.changed", identity, { role, before: person.role });
  return { ...person, role };
}

async function note(
  tx: Transaction,
  organisationId: OrganisationId,
  personId: string,
  action: string,
  { by, issuer, address }: Identity,
  data: Record<string, unknown>,
): Promise<void> {
  const actor = { organisationId, id: null };
  await audit(tx, actor, {
    action,
    subjectType: "person",
    subjectId: personId,
    data: { by, issuer, ...data },
    address,
  });
}

/** The name that the identity gives, as it is kept; "" where it gives none. */
function nameOf({ name }: Identity): string {
  return oneLine(name).slice(0, LIMITS.nameMax);
}

function hasName(person: Found, identity: Identity): boolean {
  return nameOf(identity) === "" || nameOf(identity) === person.name;
}

/** An admin who has to stay one asks again each time, which costs a lock and nothing else. */
function hasRole(person: Found, { role }: Identity): boolean {
  return role === null || person.role === role;
}

function loginOf({ login }: Identity): string | null {
  return login?.toLowerCase() ?? null;
}

function signedIn({ id, name, email, role }: Found, organisationId: OrganisationId): SignedInPerson {
  return { id, organisationId, name, email, role };
}
