import { v7 } from "uuid";
import type { Sentence } from "@/messages/server/sentence";
import { say } from "@/messages/server/say";
import { transaction, type Sql } from "@/server/database/database";
import { limitAddress } from "@/server/rate-limits/limits";
import { hasSignedUp } from "@/server/sign-in/signed-up";
import { hashNewPassword } from "@/server/sign-in/passwords";
import { AppError, isAppError, refusedField } from "@/shared/errors";
import type { OrganisationId, Role } from "@/shared/roles";
import { allowsRegistration, readOrganisation } from "@/features/organisations/server/read";
import { audit } from "@/server/audit/audit";
import type { MyDto, Registration } from "@/features/users/schema";
import { presentPerson, type PersonRow } from "./present";

const HOUR = 60 * 60;
/** Accounts that one IP address may register in an hour: enough for an office that starts together, not for a script. */
const REGISTRATIONS = 300;
/** How often one IP address may learn in an hour that an e-mail is taken. */
const TAKEN_ANSWERS = 20;

/** Registers an account, where the organisation allows it; the role is always user. Throws `registration_closed`, `email_taken`. */
export async function registerPerson(
  organisationId: OrganisationId,
  given: Registration,
  { address, isDemoOpen }: { address: string; isDemoOpen: boolean },
): Promise<Pick<MyDto, "id" | "name" | "role" | "avatarUrl"> & { email: string | null }> {
  const organisation = await readOrganisation(organisationId);
  if (!allowsRegistration(organisation, isDemoOpen)) {
    throw new AppError("registration_closed", say("refusals.users.registration"));
  }
  await limitAddress("register", address, REGISTRATIONS, HOUR);
  const passwordHash = await hashNewPassword(given.password, {
    name: given.name,
    email: given.email,
    organisationName: organisation.name,
  });
  try {
    const row = await transaction(async (tx) => {
      const made = await insertPerson(tx, {
        organisationId,
        role: "user",
        name: given.name,
        email: given.email,
        passwordHash,
        isConfirmed: false,
      });
      await audit(
        tx,
        { organisationId, id: made.id },
        {
          action: "person.registered",
          subjectType: "person",
          subjectId: made.id,
          address,
        },
      );
      return made;
    });
    return { ...presentPerson(row, "public"), email: row.email };
  } catch (error) {
    if (isAppError(error) && error.code === "email_taken") {
      await limitAddress("register-taken", address, TAKEN_ANSWERS, HOUR);
    }
    throw error;
  }
}

/**
 * Writes a new person. A person who `isConfirmed` (the default) owns their address; others claim it, which is
 * possible beside an owner who cannot sign in. Throws `email_taken`, also when two requests arrive together.
 */
export async function insertPerson(
  sql: Sql,
  person: {
    organisationId: OrganisationId;
    role: Role;
    name: string;
    /** Null for somebody without one. */
    email: string | null;
    passwordHash: string | null;
    isDemo?: boolean;
    isConfirmed?: boolean;
  },
): Promise<PersonRow> {
  const { rows } = await sql.query<PersonRow>(
    `INSERT INTO people (id, organisation_id, role, name, email, password_hash, is_demo, email_confirmed_at)
     SELECT $1::uuid, $2::uuid, $3::role, $4, $5, $6, $7::boolean, CASE WHEN $8 THEN now() END
     WHERE $8 OR NOT EXISTS (SELECT 1 FROM people o WHERE o.organisation_id = $2 AND o.email = $5
       AND ${hasSignedUp("o")})
     ON CONFLICT DO NOTHING RETURNING id, name, role, email, avatar_key`,
    [
      v7(),
      person.organisationId,
      person.role,
      person.name,
      person.email?.toLowerCase() ?? null,
      person.passwordHash,
      person.isDemo ?? false,
      person.isConfirmed ?? true,
    ],
  );
  const row = rows[0];
  if (!row) {
    throw emailTaken(say("refusals.users.emailTaken"));
  }
  return row;
}

/** The error when an address belongs to another person. */
export function emailTaken(sentence: Sentence, path = "email"): AppError {
  return refusedField(path, sentence, "email_taken");
}
