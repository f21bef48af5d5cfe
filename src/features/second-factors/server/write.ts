import type { Transaction } from "@/server/database/database";
import { say } from "@/messages/server/say";
import { emit } from "@/server/event-log/emit";
import type { EventData } from "@/shared/events";
import type { Actor } from "@/shared/roles";
import { audit } from "@/server/audit/audit";
import { hasSecondFactor, isSecondFactorAskedOf } from "@/server/sign-in/second-factor-due";
import { AppError } from "@/shared/errors";

/** Whose second factor it is. */
export type Owner = Pick<Actor, "id" | "organisationId">;

/** Writes a change of a person's sign-in methods into the audit, and shows it in all their tabs: it may not have been them. */
export async function tellOwner(
  tx: Transaction,
  owner: Owner,
  told: {
    change: EventData<"account:changed">["change"];
    actorId: string | null;
    /** The owner's session that did it; absent for whatever else did. */
    sessionId?: string;
    address?: string;
    /** What else the audit is to know. */
    data?: Record<string, unknown>;
  },
): Promise<void> {
  const { id: personId, organisationId } = owner;
  await audit(
    tx,
    { id: told.actorId, organisationId },
    {
      action: `person.${told.change}`,
      subjectType: "person",
      subjectId: personId,
      ...(told.data === undefined ? {} : { data: told.data }),
      ...(told.address === undefined ? {} : { address: told.address }),
    },
  );
  await emit(tx, {
    type: "account:changed",
    organisationId,
    actorId: told.actorId,
    subjectId: personId,
    data: { personId, change: told.change, sessionId: told.sessionId ?? null },
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
