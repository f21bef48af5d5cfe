import { say } from "@/messages/server/say";
import { canSetWatcher } from "@/features/tickets/policy";
import { emit } from "@/server/event-log/emit";
import { findAnswer, sqlTransactionOnce, type WithKey } from "@/server/api/idempotency";
import { AppError, isAppError } from "@/shared/errors";
import type { Actor } from "@/shared/roles";
import { findTicket } from "./read";
import { checkPeople } from "./write-checks";
import { isUuid } from "@/shared/ids";

/**
 * PUT and DELETE of `/watch` (the caller) and `/watchers/{personId}` (others, by staff). Watching also lets a
 * requester's colleague see the ticket, so removing it can end a person's access. Doing it twice changes
 * nothing.
 */
export async function setWatcher(
  actor: Actor,
  {
    ticket,
    personId,
    isWatching,
    key = null,
  }: WithKey<{ ticket: string; personId: string; isWatching: boolean }>,
): Promise<{ watching: boolean }> {
  // A caller who stopped watching may have lost access by it; a repeated request gets the same answer all the same.
  const earlier = key && (await findAnswer<{ watching: boolean }>(key));
  if (earlier?.body.watching === false) {
    return earlier.body;
  }
  const seen = await findTicket(actor, ticket);
  if (!isUuid(personId)) {
    throw new AppError("not_found", say("refusals.users.unknown"));
  }
  if (!canSetWatcher(actor, seen.facts, personId)) {
    throw new AppError("forbidden", say("refusals.tickets.setWatchers"));
  }
  return sqlTransactionOnce(key, async (tx) => {
    if (isWatching && personId !== actor.id) {
      await checkPeople(tx, actor, "personId", [personId]).catch((error: unknown) => {
        // The person is in the path: an unknown one is `not_found`, not an invalid value.
        throw isAppError(error) && error.code === "invalid"
          ? new AppError("not_found", say("refusals.users.unknown"))
          : error;
      });
    }
    const { rowCount } = isWatching
      ? await tx.query("INSERT INTO watchers (ticket_id, person_id) VALUES ($1, $2) ON CONFLICT DO NOTHING", [
          seen.row.id,
          personId,
        ])
      : await tx.query("DELETE FROM watchers WHERE ticket_id = $1 AND person_id = $2", [
          seen.row.id,
          personId,
        ]);
    if (rowCount === 1) {
      await emit(tx, {
        type: isWatching ? "watcher:added" : "watcher:removed",
        organisationId: actor.organisationId,
        actorId: actor.id,
        ticketId: seen.row.id,
        subjectId: personId,
        data: { personId },
      });
    }
    return { watching: isWatching };
  });
}
