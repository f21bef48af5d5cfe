import { say } from "@/messages/server/say";
import { canSetWatcher, canShareTicket } from "@/features/tickets/policy";
import { isColleague, requireColleagues } from "@/features/users/server/read-colleagues";
import { audit } from "@/server/audit/audit";
import type { Transaction } from "@/server/database/database";
import { emit } from "@/server/event-log/emit";
import { findAnswer, sqlTransactionOnce, type WithKey } from "@/server/api/idempotency";
import { AppError, isAppError } from "@/shared/errors";
import type { Actor } from "@/shared/roles";
import { findTicket, type SeenTicket } from "./read";
import { checkPeople } from "./write-checks";
import { isUuid } from "@/shared/ids";

/** A change of one watcher. */
interface Wish {
  seen: SeenTicket;
  personId: string;
  isWatching: boolean;
}

/**
 * PUT and DELETE of `/watch` (the caller) and `/watchers/{personId}` (others: by staff, and by the ticket's requester for
 * colleagues whom they added). Watching also lets a requester's colleague see the ticket, so removing it can end a
 * person's access. Doing it twice changes nothing.
 */
export async function setWatcher(
  actor: Actor,
  {
    ticket,
    personId,
    isWatching,
    key = null,
    address = "",
  }: WithKey<{ ticket: string; personId: string; isWatching: boolean; address?: string }>,
): Promise<{ watching: boolean }> {
  // A caller who stopped watching may have lost access by it; a repeated request gets the same answer all the same.
  const earlier = key && (await findAnswer<{ watching: boolean }>(key));
  if (earlier?.body.watching === false) {
    return earlier.body;
  }
  const seen = await findTicket(actor, ticket);
  if (!isUuid(personId)) {
    throw unknownPerson();
  }
  const isByRole = canSetWatcher(actor, seen.facts, personId);
  if (!isByRole && !canShareTicket(actor, seen.facts)) {
    throw mayNotSet();
  }
  return sqlTransactionOnce(key, async (tx) => {
    const wish = { seen, personId, isWatching };
    if (!isByRole) {
      await checkColleague(tx, actor, wish);
    } else if (isWatching && personId !== actor.id) {
      await checkPerson(tx, actor, personId);
    }
    if (await write(tx, actor, wish)) {
      await emit(tx, {
        type: isWatching ? "watcher:added" : "watcher:removed",
        organisationId: actor.organisationId,
        actorId: actor.id,
        ticketId: seen.row.id,
        subjectId: personId,
        data: { personId },
      });
      if (personId !== actor.id) {
        // It decides what somebody else may read.
        await audit(tx, actor, {
          action: isWatching ? "ticket.watcher_added" : "ticket.watcher_removed",
          subjectType: "ticket",
          subjectId: seen.row.id,
          data: { personId },
          address,
        });
      }
    }
    return { watching: isWatching };
  });
}

/** Whether it changed anything. */
async function write(tx: Transaction, actor: Actor, { seen, personId, isWatching }: Wish): Promise<boolean> {
  const { rowCount } = isWatching
    ? await tx.query(
        "INSERT INTO watchers (ticket_id, person_id, added_by) VALUES ($1, $2, nullif($3::uuid, $2::uuid)) ON CONFLICT DO NOTHING",
        [seen.row.id, personId, actor.id],
      )
    : await tx.query("DELETE FROM watchers WHERE ticket_id = $1 AND person_id = $2", [seen.row.id, personId]);
  return rowCount === 1;
}

async function checkPerson(tx: Transaction, actor: Actor, personId: string): Promise<void> {
  await checkPeople(tx, actor, "personId", [personId]).catch((error: unknown) => {
    // The person is in the path: an unknown one is `not_found`, not an invalid value.
    throw isAppError(error) && error.code === "invalid" ? unknownPerson() : error;
  });
}

/**
 * What a ticket's requester may do: let another plain user follow it, where the organisation allows it, and take that back.
 * Who is no such colleague is as unknown as somebody who does not exist.
 */
async function checkColleague(tx: Transaction, actor: Actor, wish: Wish): Promise<void> {
  const { rows } = await tx.query<{ is_known: boolean; watches: boolean; is_mine: boolean }>(
    `SELECT ${isColleague("p")} AS is_known, w.person_id IS NOT NULL AS watches, coalesce(w.added_by = $3, false) AS is_mine
     FROM people p LEFT JOIN watchers w ON w.ticket_id = $4 AND w.person_id = p.id
     WHERE p.id = $1 AND p.organisation_id = $2`,
    [wish.personId, actor.organisationId, actor.id, wish.seen.row.id],
  );
  const colleague = rows[0];
  if (!colleague || (!colleague.is_known && !colleague.watches)) {
    throw unknownPerson();
  }
  if (!wish.isWatching) {
    if (colleague.watches && !colleague.is_mine) {
      throw new AppError("forbidden", say("refusals.tickets.othersWatcher"));
    }
    return;
  }
  await requireColleagues(actor, tx);
}

function mayNotSet(): AppError {
  return new AppError("forbidden", say("refusals.tickets.setWatchers"));
}

function unknownPerson(): AppError {
  return new AppError("not_found", say("refusals.users.unknown"));
}
