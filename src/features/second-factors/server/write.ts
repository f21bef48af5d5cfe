import { queueMail } from "@/features/mail/server/write-queue";
import { say } from "@/messages/server/say";
import type { Sql, Transaction } from "@/server/database/database";
import { emit } from "@/server/event-log/emit";
import type { EventData } from "@/shared/events";
import type { Actor } from "@/shared/roles";
import { audit } from "@/server/audit/audit";
import { hasSecondFactor, isSecondFactorAskedOf } from "@/server/sign-in/second-factor-due";
import { AppError } from "@/shared/errors";

/** Whose second factor it is. */
export type Owner = Pick<Actor, "id" | "organisationId">;

/**
 * Writes a change of a person's sign-in methods, or a sign-in from an unknown device, into the audit, and publishes it to them:
 * in all their tabs and by mail, as it may not have been them.
 */
export async function tellOwner(
  tx: Transaction,
  owner: Owner,
  details: {
    change: EventData<"account:changed">["change"];
    actorId: string | null;
    /** The owner's session that did it; absent for whatever else did. */
    sessionId?: string;
    address?: string;
    /** What else the audit is to know. */
    data?: Record<string, unknown>;
    /** What the browser or program calls itself. */
    browser?: string | null;
  },
): Promise<void> {
  const { id: personId, organisationId } = owner;
  // The password's own entry says it already.
  if (details.change !== "password_changed") {
    await audit(
      tx,
      { id: details.actorId, organisationId },
      {
        action: `person.${details.change}`,
        subjectType: "person",
        subjectId: personId,
        ...(details.data === undefined ? {} : { data: details.data }),
        ...(details.address === undefined ? {} : { address: details.address }),
      },
    );
  }
  const eventId = await emit(tx, {
    type: "account:changed",
    organisationId,
    actorId: details.actorId,
    subjectId: personId,
    data: { personId, change: details.change, sessionId: details.sessionId ?? null },
  });
  await mailOwner(tx, owner, { ...details, cause: `account:${eventId}` });
}

/** To an address that is proven; people of a demo have none. */
async function mailOwner(
  tx: Transaction,
  { id: personId, organisationId }: Owner,
  details: {
    change: EventData<"account:changed">["change"];
    cause: string;
    address?: string;
    browser?: string | null;
  },
): Promise<void> {
  const { rows } = await tx.query<{ email: string; name: string; organisation: string }>(
    `SELECT p.email, p.name, o.name AS organisation FROM people p JOIN organisations o ON o.id = p.organisation_id
     WHERE p.id = $1 AND p.email IS NOT NULL AND p.email_confirmed_at IS NOT NULL AND p.disabled_at IS NULL AND NOT p.is_demo`,
    [personId],
  );
  const [row] = rows;
  const { change } = details;
  // That a passkey is called otherwise now, a token ended or an unproven address went, alarms nobody.
  if (!row || change === "passkey_renamed" || change === "token_ended" || change === "address_dropped") {
    return;
  }
  const where = { address: details.address || "-", browser: details.browser || "-" };
  await queueMail(tx, {
    organisationId,
    to: { address: row.email, name: row.name, personId },
    kind: "account",
    subject: say(`mails.account.${change}`, { organisation: row.organisation }),
    text: [
      say(`mails.account.${change}`, { organisation: row.organisation }),
      ...(change === "signed_in_elsewhere" ? [say("mails.account.where", where)] : []),
      say("mails.account.notYou"),
    ],
    link: { label: say("mails.account.open"), path: "/account" },
    cause: details.cause,
  });
}

/** Lets one change of a person's second factors wait for another: of two that would each leave the other's factor, one is refused. */
export async function lockFactors(tx: Transaction, owner: Owner): Promise<void> {
  await tx.query("SELECT 1 FROM people WHERE id = $1 FOR NO KEY UPDATE", [owner.id]);
}

/**
 * To be called after a factor was removed: without any, recovery codes stand in for nothing and go, too. Throws
 * `second_factor_required` where the person's role has to have one.
 */
export async function keepFactor(tx: Transaction, owner: Owner): Promise<void> {
  const { rows } = await tx.query<{ has_one: boolean; is_asked: boolean }>(
    `SELECT ${hasSecondFactor("p")} AS has_one, ${isSecondFactorAskedOf("p")} AS is_asked
     FROM people p JOIN organisations o ON o.id = p.organisation_id WHERE p.id = $1`,
    [owner.id],
  );
  if (rows[0]?.has_one) {
    return;
  }
  if (rows[0]?.is_asked) {
    throw new AppError("second_factor_required", say("refusals.secondFactors.wanted"));
  }
  await tx.query("DELETE FROM recovery_codes WHERE person_id = $1", [owner.id]);
}

/** Who did it, where its owner did: for `tellOwner`. */
export function byOwner(
  actor: Actor,
  by: { address: string },
): { actorId: string; sessionId: string; address: string } {
  return { actorId: actor.id, sessionId: actor.sessionId, address: by.address };
}

/** Stores that a session's person has just shown their second factor in it; it is asked for only where a provider vouched for them. */
export async function markFactorShown(sql: Sql, sessionId: string): Promise<void> {
  await sql.query("UPDATE sessions SET factor_shown_to = 'us' WHERE id = $1 AND issuer IS NOT NULL", [
    sessionId,
  ]);
}
