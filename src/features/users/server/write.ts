import { v7 } from "uuid";
import type { Sentence } from "@/messages/server/sentence";
import { say } from "@/messages/server/say";
import type { Sql, Transaction } from "@/server/database/database";
import { emit } from "@/server/event-log/emit";
import { hasSignedUp } from "@/server/sign-in/signed-up";
import { ownerOf } from "@/server/sign-in/address-owner";
import { refusedField, type AppError } from "@/shared/errors";
import type { OrganisationId, Role } from "@/shared/roles";
import type { PersonRow } from "./present";

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
     WHERE NOT EXISTS (SELECT 1 FROM people o WHERE o.id = ${ownerOf("$2", "$5")} AND ($8 OR ${hasSignedUp("o")}))
       AND ($8 OR NOT EXISTS (SELECT 1 FROM people o WHERE o.organisation_id = $2 AND o.email = $5 AND ${hasSignedUp("o")}))
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

/** Announces that a person has another name, in the transaction that gave it: open pages show it. */
export async function announceName(
  tx: Transaction,
  actor: { organisationId: OrganisationId; id: string | null },
  personId: string,
  { isErased = false } = {},
): Promise<void> {
  await emit(tx, {
    type: "person:renamed",
    organisationId: actor.organisationId,
    actorId: actor.id,
    subjectId: personId,
    data: { personId, isErased },
  });
}
