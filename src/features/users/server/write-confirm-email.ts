import { say } from "@/messages/server/say";
import type { Transaction } from "@/server/database/database";
import { ownerOf } from "@/server/sign-in/address-owner";
import { isAccount } from "@/server/sign-in/signed-up";
import { emit } from "@/server/event-log/emit";
import { refusedField } from "@/shared/errors";
import type { Actor } from "@/shared/roles";
import { endSessions } from "@/features/sessions/server/write";
import { moveTickets } from "@/features/ticket-record/server/write-requester";
import { emailTaken } from "./write";

interface Claim {
  email: string | null;
  is_confirmed: boolean;
}

interface Owner {
  id: string;
  /** Whether this person can sign in, or was invited to. */
  is_account: boolean;
}

/**
 * Records that an address is proven to be a person's: they own it from now on. Tickets that were filed for it
 * before, by telephone or mail, become theirs, and the placeholder person of the address is disabled. Call it
 * with the organisation locked. Returns how many tickets they got, or null when the address was theirs
 * already. Throws `email_taken` when another person who signs in owns it.
 */
export async function confirmEmail(
  tx: Transaction,
  actor: Pick<Actor, "id" | "organisationId">,
  personId: string,
): Promise<number | null> {
  const { organisationId } = actor;
  const { rows } = await tx.query<Claim>(
    "SELECT email, email_confirmed_at IS NOT NULL AS is_confirmed FROM people WHERE id = $1 AND organisation_id = $2 FOR NO KEY UPDATE",
    [personId, organisationId],
  );
  const email = rows[0]?.email ?? null;
  if (email === null) {
    throw refusedField("emailConfirmed", say("refusals.users.noEmail"));
  }
  if (rows[0]?.is_confirmed) {
    return null;
  }
  return await takeAddress(tx, actor, { email, personId }, async () => {
    await tx.query("UPDATE people SET email_confirmed_at = now(), updated_at = now() WHERE id = $1", [
      personId,
    ]);
  });
}

/**
 * Gives an address to a person who has just proven it: the person who stood for it is put away, `own` writes down that it is the
 * person's, and what was filed for it becomes theirs. Call it with the organisation locked. Returns how many tickets they got.
 * Throws `email_taken` when another person who signs in owns it.
 */
export async function takeAddress(
  tx: Transaction,
  actor: Pick<Actor, "id" | "organisationId">,
  { email, personId }: { email: string; personId: string },
  own: () => Promise<void>,
): Promise<number> {
  const { organisationId } = actor;
  const owner = await lockOwner(tx, organisationId, email);
  if (owner?.is_account) {
    throw emailTaken(say("refusals.users.emailOwned"), "emailConfirmed");
  }
  if (owner) {
    await tx.query(
      "UPDATE people SET email = NULL, disabled_at = coalesce(disabled_at, now()), updated_at = now() WHERE id = $1",
      [owner.id],
    );
    // A guest who proved the address may have their ticket open.
    await endSessions(tx, { organisationId, personId: owner.id, reason: "disabled", actorId: actor.id });
  }
  await own();
  if (!owner) {
    return 0;
  }
  const moved = await moveTickets(tx, actor, { fromId: owner.id, toId: personId });
  // They see more than before: their sockets reconnect and fetch afresh.
  await emit(tx, {
    type: "person:changed",
    organisationId,
    actorId: actor.id,
    subjectId: personId,
    data: { personId, reason: "role" },
  });
  return moved;
}

async function lockOwner(tx: Transaction, organisationId: string, email: string): Promise<Owner | null> {
  const { rows } = await tx.query<Owner>(
    `SELECT p.id, ${isAccount("p", "$2")} AS is_account FROM people p WHERE p.id = ${ownerOf("$1", "$2")} FOR NO KEY UPDATE`,
    [organisationId, email],
  );
  return rows[0] ?? null;
}
