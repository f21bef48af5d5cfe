import { env } from "@/server/env";
import { pool, transaction } from "@/server/database";
import { guardTries } from "@/server/limits";
import { matchesPassword } from "@/server/passwords";
import { AppError } from "@/shared/errors";
import type { OrganisationId, Role } from "@/shared/roles";
import type { Credentials } from "@/features/sessions/schema";
import { endSessions, startSession, type Origin } from "./write";

/** Somebody who has just shown that they know the password. */
export interface SignedInPerson {
  id: string;
  organisationId: OrganisationId;
  name: string;
  email: string;
  role: Role;
}

interface AccountRow {
  id: string;
  name: string;
  role: Role;
  email: string;
  password_hash: string | null;
  may_sign_in: boolean;
}

/**
 * Finds the person of an organisation whose e-mail and password these are. Throws `invalid_credentials`, the same for
 * an unknown address, a wrong password and an account that may not sign in, after the same work; or `rate_limited`.
 */
export async function checkCredentials(
  organisationId: OrganisationId,
  credentials: Credentials,
  from: Origin,
): Promise<SignedInPerson> {
  const account = await findAccount(organisationId, credentials.email);
  const person = await guardTries(
    { account: `${organisationId} ${credentials.email}`, address: from.address },
    () => hasSignedInFrom(account?.id ?? null, from.address),
    async () => {
      const isRight = await matchesPassword(account?.password_hash ?? null, credentials.password);
      return isRight && account?.may_sign_in ? account : null;
    },
  );
  if (!person) {
    throw new AppError("invalid_credentials", "This e-mail and password do not fit together.");
  }
  return { id: person.id, organisationId, name: person.name, email: person.email, role: person.role };
}

/** Begins a browser's session for somebody who has shown their password; the one that this browser had before ends. */
export async function signInBrowser(
  person: SignedInPerson,
  from: Origin,
  earlier: { sessionId: string; personId: string } | null,
): Promise<string> {
  return await transaction(async (tx) => {
    if (earlier) {
      await endSessions(tx, {
        organisationId: person.organisationId,
        personId: earlier.personId,
        sessionId: earlier.sessionId,
        reason: "signed_in_again",
        actorId: earlier.personId,
      });
    }
    return await startSession(tx, {
      organisationId: person.organisationId,
      personId: person.id,
      kind: "browser",
      from,
    });
  });
}

/** Ends the browser session that a sign-out names; nothing happens when it is over already. */
export async function signOut(sessionId: string): Promise<void> {
  const { rows } = await pool().query<{ person_id: string; organisation_id: string }>(
    "SELECT person_id, organisation_id FROM sessions WHERE id = $1 AND ended_at IS NULL",
    [sessionId],
  );
  const session = rows[0];
  if (session) {
    await transaction((tx) =>
      endSessions(tx, {
        organisationId: session.organisation_id,
        personId: session.person_id,
        sessionId,
        reason: "signed_out",
        actorId: session.person_id,
      }),
    );
  }
}

/** A guest has a link instead of a password, and demo people sign in only where the demo runs. */
async function findAccount(organisationId: OrganisationId, email: string): Promise<AccountRow | null> {
  const { rows } = await pool().query<AccountRow>(
    `SELECT id, name, role, email, password_hash, disabled_at IS NULL AND role <> 'guest' AND (NOT is_demo OR $3) AS may_sign_in
     FROM people WHERE organisation_id = $1 AND email = $2`,
    [organisationId, email, env().demo],
  );
  return rows[0] ?? null;
}

async function hasSignedInFrom(personId: string | null, address: string): Promise<boolean> {
  const { rows } = await pool().query<{ known: boolean }>(
    "SELECT EXISTS (SELECT 1 FROM sessions WHERE person_id = $1 AND address = $2 AND created_at > now() - interval '90 days') AS known",
    [personId, address],
  );
  return rows[0]?.known ?? false;
}
