import { canLeaveBell, kindsOf, timesOf } from "@/features/notification-choices/fields";
import { CHOOSABLE_KINDS } from "@/features/notification-choices/schema";
import type { ChoicesPatch } from "@/features/notification-choices/schema";
import { say } from "@/messages/server/say";
import type { Transaction } from "@/server/database/database";
import { emit } from "@/server/event-log/emit";
import { refusedField } from "@/shared/errors";
import type { Actor } from "@/shared/roles";

/**
 * Changes how the actor is notified; what the patch does not name stays, also when two tabs choose at once. Throws `invalid` for a kind
 * that cannot reach them, and for one that the bell always has.
 */
export async function changeChoices(tx: Transaction, actor: Actor, patch: ChoicesPatch): Promise<void> {
  const kinds = kindsOf(actor);
  for (const [kind, choice] of Object.entries(patch)) {
    const known = kinds.find((one) => one === kind);
    if (known === undefined) {
      throw refusedField(`notificationChoices.${kind}`, say("refusals.users.choiceOfOthers"));
    }
    if (choice?.mail !== undefined && !timesOf(known).includes(choice.mail)) {
      throw refusedField(`notificationChoices.${kind}.mail`, say("refusals.users.choiceAtOnce"));
    }
    if (choice?.bell === false && !canLeaveBell(known)) {
      throw refusedField(`notificationChoices.${kind}.bell`, say("refusals.users.choiceInBell"));
    }
  }
  const { rowCount } = await tx.query(
    `UPDATE people p SET updated_at = now(), notification_choices = p.notification_choices || (
       SELECT coalesce(jsonb_object_agg(n.key, coalesce(p.notification_choices->n.key, '{}') || n.value), '{}') FROM jsonb_each($2::jsonb) n)
     WHERE p.id = $1`,
    [actor.id, JSON.stringify(patch)],
  );
  if (rowCount === 1) {
    await emitChange(tx, { organisationId: actor.organisationId, personId: actor.id });
  }
}

/** Ends all mails of notifications to a person, for what can reach them in whatever role; false where there is no such person. */
export async function stopMails(
  tx: Transaction,
  { organisationId, personId }: { organisationId: string; personId: string },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `UPDATE people p SET updated_at = now(), notification_choices = p.notification_choices || (
       SELECT jsonb_object_agg(k.kind, coalesce(p.notification_choices->k.kind, '{}') || '{"mail":"never"}') FROM unnest($3::text[]) AS k(kind))
     WHERE p.id = $1 AND p.organisation_id = $2`,
    [personId, organisationId, CHOOSABLE_KINDS.filter((kind) => kind !== "notice")],
  );
  if (rowCount === 1) {
    await emitChange(tx, { organisationId, personId });
  }
  return rowCount === 1;
}

async function emitChange(
  tx: Transaction,
  { organisationId, personId }: { organisationId: string; personId: string },
): Promise<void> {
  await emit(tx, {
    type: "notification:choices",
    organisationId,
    actorId: personId,
    data: { personId },
  });
}
