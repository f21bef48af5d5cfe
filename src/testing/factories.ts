import { v7 } from "uuid";
import { newAccessToken } from "@/server/sign-in/access-tokens";
import { hashToken } from "@/server/api/actor";
import { pool } from "@/server/database/database";
import { forgetHosts } from "@/server/tenant/tenant";
import type { TokenScope } from "@/shared/token-scopes";
import { mintOrganisationId, type Actor, type OrganisationId, type Role } from "@/shared/roles";

/** An organisation made for a test. */
export interface MadeOrganisation {
  id: OrganisationId;
  name: string;
  host: string | null;
}

/** A person made for a test. */
export interface MadePerson {
  id: string;
  organisationId: OrganisationId;
  role: Role;
  name: string;
  email: string;
}

/** The options of a new person; each has a default. */
export interface PersonOptions {
  role?: Role;
  name?: string;
  email?: string;
  passwordHash?: string;
  teams?: readonly { id: string }[];
  isDemo?: boolean;
  isDisabled?: boolean;
}

/** A team made for a test. */
export interface MadeTeam {
  id: string;
  organisationId: OrganisationId;
  name: string;
  isPrivate: boolean;
}

const CATEGORIES = ["hardware", "software", "network", "access", "travel", "other"];
let made = 0;

/** Makes an organisation with the six categories and a ticket counter; the first of a database answers every host. */
export async function makeOrganisation(
  options: { name?: string; host?: string | null; settings?: Record<string, unknown>; isDemo?: boolean } = {},
): Promise<MadeOrganisation> {
  const organisation = {
    id: mintOrganisationId(v7()),
    name: options.name ?? `Organisation ${++made}`,
    host: options.host ?? null,
  };
  await pool().query(
    "INSERT INTO organisations (id, name, slug, host, is_demo, settings) VALUES ($1, $2, $3, $4, $5, $6)",
    [
      organisation.id,
      organisation.name,
      `organisation-${organisation.id}`,
      organisation.host,
      options.isDemo ?? false,
      JSON.stringify(options.settings ?? {}),
    ],
  );
  await pool().query("INSERT INTO ticket_counters (organisation_id) VALUES ($1)", [organisation.id]);
  await pool().query(
    `INSERT INTO categories (organisation_id, key, name, position)
     SELECT $1, key, initcap(key), place FROM unnest($2::text[]) WITH ORDINALITY AS c(key, place)`,
    [organisation.id, CATEGORIES],
  );
  forgetHosts();
  return organisation;
}

/** Makes a person; without a `passwordHash` they cannot sign in by password, which most tests do not need (hashing is slow). */
export async function makePerson(
  organisation: { id: OrganisationId },
  options: PersonOptions = {},
): Promise<MadePerson> {
  const count = ++made;
  const role = options.role ?? "user";
  const person: MadePerson = {
    id: v7(),
    organisationId: organisation.id,
    role,
    name: options.name ?? `Person ${count}`,
    email: options.email ?? `${role}-${count}@example.org`,
  };
  await pool().query(
    `INSERT INTO people (id, organisation_id, role, name, email, password_hash, is_demo, disabled_at)
     VALUES ($1, $2, $3::role, $4, $5, $6, $7, CASE WHEN $8 THEN now() END)`,
    [
      person.id,
      person.organisationId,
      role,
      person.name,
      person.email,
      options.passwordHash ?? null,
      options.isDemo ?? false,
      options.isDisabled ?? false,
    ],
  );
  for (const team of options.teams ?? []) {
    await pool().query("INSERT INTO team_members (team_id, person_id) VALUES ($1, $2)", [team.id, person.id]);
  }
  return person;
}

/** Makes a team; give its members with `makePerson`'s `teams`, or here when they exist already. */
export async function makeTeam(
  organisation: { id: OrganisationId },
  options: { name?: string; isPrivate?: boolean; members?: readonly { id: string }[] } = {},
): Promise<MadeTeam> {
  const team: MadeTeam = {
    id: v7(),
    organisationId: organisation.id,
    name: options.name ?? `Team ${++made}`,
    isPrivate: options.isPrivate ?? false,
  };
  await pool().query("INSERT INTO teams (id, organisation_id, name, is_private) VALUES ($1, $2, $3, $4)", [
    team.id,
    team.organisationId,
    team.name,
    team.isPrivate,
  ]);
  for (const member of options.members ?? []) {
    await pool().query("INSERT INTO team_members (team_id, person_id) VALUES ($1, $2)", [team.id, member.id]);
  }
  return team;
}

/** Signs a person in and returns them as the actor that a request of that session would have. */
export async function makeSession(
  person: MadePerson,
  options: { kind?: "browser" | "token" | "personal" | "guest"; guestTicketId?: string } = {},
): Promise<Actor> {
  const sessionId = v7();
  await pool().query(
    `INSERT INTO sessions (id, organisation_id, person_id, kind, ticket_id, expires_at) VALUES ($1, $2, $3, $4, $5, now() + interval '30 days')`,
    [sessionId, person.organisationId, person.id, options.kind ?? "browser", options.guestTicketId ?? null],
  );
  const { rows } = await pool().query<{ team_id: string }>(
    "SELECT team_id FROM team_members WHERE person_id = $1",
    [person.id],
  );
  return {
    id: person.id,
    organisationId: person.organisationId,
    role: person.role,
    name: person.name,
    teamIds: rows.map((row) => row.team_id),
    sessionId,
    guestTicketId: options.guestTicketId ?? null,
    avatarKey: null,
  };
}

/** The session of a personal token with these scopes. */
export async function makeTokenSession(person: MadePerson, scopes: readonly TokenScope[]): Promise<Actor> {
  const actor = await makeSession(person, { kind: "personal" });
  await pool().query("UPDATE sessions SET proven_at = 'epoch' WHERE id = $1", [actor.sessionId]);
  await pool().query(
    `INSERT INTO personal_tokens (id, organisation_id, person_id, session_id, name, scopes, prefix)
     VALUES ($1, $2, $3, $4, 'A script', $5, 'helpejo_test')`,
    [v7(), person.organisationId, person.id, actor.sessionId, scopes],
  );
  return actor;
}

/** A person and a session of theirs in one call: the actor. */
export async function makeActor(
  organisation: { id: OrganisationId },
  options: Parameters<typeof makePerson>[1] = {},
): Promise<Actor> {
  return await makeSession(await makePerson(organisation, options));
}

/** An access token for an actor's session, for `Authorization: Bearer` or a socket's `auth.token`. */
export async function makeAccessToken(actor: Actor): Promise<string> {
  const token = newAccessToken();
  await pool().query(
    `INSERT INTO secret_tokens (id, organisation_id, person_id, session_id, kind, hash, expires_at)
     VALUES ($1, $2, $3, $4, 'access', $5, now() + interval '1 hour')`,
    [v7(), actor.organisationId, actor.id, actor.sessionId, hashToken(token)],
  );
  return token;
}
