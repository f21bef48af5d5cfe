import type { Transaction } from "@/server/database/database";
import { emit } from "@/server/event-log/emit";
import type { OrganisationId } from "@/shared/roles";

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
