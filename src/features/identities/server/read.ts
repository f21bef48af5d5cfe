import { pool, type Sql } from "@/server/database/database";
import type { OrganisationId, Role } from "@/shared/roles";

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
  /** Only one that the provider or the directory vouches for. */
  email: string | null;
  /** Whether somebody unknown becomes the person here who owns their address. */
  linkByAddress: boolean;
  /** Null where nothing is said of roles: new people are users, and others stay what they are. */
  role: Exclude<Role, "guest"> | null;
  /** Whether somebody unknown is to be created. */
  createPeople: boolean;
  /** The client's address, for the audit. */
  address: string;
}

/** The person whom an identity belongs to, as they are here. */
export interface Found {
  id: string;
  name: string;
  email: string | null;
  role: Role;
  login: string | null;
  may_sign_in: boolean;
  is_fresh: boolean;
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

/** SQL: the columns of Found that are those of a person `p`. */
export const FOUND = `p.id, p.name, p.email, p.role, p.disabled_at IS NULL AND p.role <> 'guest' AND NOT p.is_demo AS may_sign_in`;

/** The person to whom an identity was linked, or null. */
export async function findLinked(
  sql: Sql,
  organisationId: OrganisationId,
  { issuer, subject }: Pick<Identity, "issuer" | "subject">,
): Promise<Found | null> {
  const { rows } = await sql.query<Found>(
    `SELECT ${FOUND}, i.login, i.gone_at IS NULL AND i.last_used_at > now() - interval '1 hour' AS is_fresh
     FROM identities i JOIN people p ON p.id = i.person_id WHERE i.organisation_id = $1 AND i.issuer = $2 AND i.subject = $3`,
    [organisationId, issuer, subject],
  );
  return rows[0] ?? null;
}

/** What somebody typed to come in, in the form in which it is looked up. */
export function loginOf({ login }: Pick<Identity, "login">): string | null {
  return login?.toLowerCase() ?? null;
}
