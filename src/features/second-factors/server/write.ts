import type { Transaction } from "@/server/database/database";
import { emit } from "@/server/event-log/emit";
import type { EventData } from "@/shared/events";
import type { Actor } from "@/shared/roles";
import { audit } from "@/server/audit/audit";

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

/** Who did it, where its owner did: for `tellOwner`. */
export function byOwner(
  actor: Actor,
  by: { address: string },
): { actorId: string; sessionId: string; address: string } {
  return { actorId: actor.id, sessionId: actor.sessionId, address: by.address };
}
