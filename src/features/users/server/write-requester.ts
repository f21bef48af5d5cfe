import { v7 } from "uuid";
import type { Sql } from "@/server/database/database";
import { ownerOf } from "@/server/sign-in/address-owner";
import type { Actor } from "@/shared/roles";

/**
 * The owner of this e-mail, be it their primary or another address, in the actor's organisation, created as a user without a password when there is
 * none yet (a ticket that came by telephone). A person who has only registered with it does not own it:
 * tickets that are filed for the address must not become theirs. Returns their id; two callers at once get
 * the same person.
 */
export async function findOrCreateRequester(
  sql: Sql,
  actor: Actor,
  person: { name: string; email: string },
): Promise<string> {
  const { rows } = await sql.query<{ id: string }>(
    `WITH owner AS (SELECT ${ownerOf("$2", "$4")} AS id),
     made AS (INSERT INTO people (id, organisation_id, role, name, email)
       SELECT $1::uuid, $2::uuid, 'user', $3, $4 FROM owner WHERE owner.id IS NULL
       ON CONFLICT (organisation_id, email) WHERE email_confirmed_at IS NOT NULL DO UPDATE SET email = excluded.email RETURNING id)
     SELECT id FROM owner WHERE id IS NOT NULL UNION ALL SELECT id FROM made`,
    [v7(), actor.organisationId, person.name, person.email],
  );
  const id = rows[0]?.id;
  if (!id) {
    throw new Error("an upsert of a person returned no row");
  }
  return id;
}
