import { readSettings } from "@/features/organisations/server/read";
import { endSessions } from "@/features/sessions/server/write";
import { recordTicketChange } from "@/features/ticket-record/server/write";
import {
  nobodyOf,
  readOutsiders,
  removeTraces,
  replaceInLog,
  replaceTexts,
} from "@/features/ticket-record/server/write-anonymise";
import { pool, transaction, type Transaction } from "@/server/database/database";
import { emit } from "@/server/event-log/emit";
import type { Job } from "@/server/jobs/jobs";
import { discardFiles } from "@/server/storage/upload";
import { ANONYMISED } from "@/shared/anonymised";
import { mintOrganisationId, type OrganisationId } from "@/shared/roles";
import { BATCH, BEFORE, EVERY_MILLISECONDS, RECOGNISABLE, RESTS_SINCE } from "./rules-due";

/** Until then each reader of the log has read that people are gone from a ticket; those further behind start afresh. */
const LOG_READ = "10 minutes";

/** Anonymises closed tickets that rest for as long as their organisation says. */
export const anonymiseJob: Job = {
  name: "anonymise tickets",
  everyMilliseconds: EVERY_MILLISECONDS,
  run: () => anonymiseTickets(),
};

/**
 * A batch in each organisation: a transaction a ticket, and several for a long one, each of which reads the setting itself. What a process
 * did not commit is found again, as the ticket is marked last. Returns how many tickets were anonymised.
 */
export async function anonymiseTickets(logRead = LOG_READ): Promise<number> {
  const { rows } = await pool().query<{ id: string }>(
    "SELECT id FROM organisations WHERE settings->>'anonymiseDays' IS NOT NULL",
  );
  let done = 0;
  for (const { id } of rows) {
    for (let step = 0; step < BATCH; step++) {
      const state = await anonymiseNext(mintOrganisationId(id));
      if (state === "none") {
        break;
      }
      done += state === "done" ? 1 : 0;
    }
  }
  await cleanLog(logRead);
  return done;
}

async function anonymiseNext(organisationId: OrganisationId): Promise<"none" | "piece" | "done"> {
  let files: string[] = [];
  const state = await transaction(async (tx) => {
    await tx.query("SELECT 1 FROM organisations WHERE id = $1 FOR SHARE", [organisationId]);
    const { anonymiseDays } = await readSettings(organisationId, tx);
    if (anonymiseDays === null) {
      return "none";
    }
    const { rows } = await tx.query<{ id: string; requester_id: string }>(
      `SELECT id, requester_id FROM tickets WHERE ${RECOGNISABLE} AND ${RESTS_SINCE} < ${BEFORE}
       ORDER BY ${RESTS_SINCE} LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED`,
      [organisationId, anonymiseDays],
    );
    const [ticket] = rows;
    if (!ticket) {
      return "none";
    }
    const nobodyId = await nobodyOf(tx, organisationId);
    const of = {
      ticketId: ticket.id,
      nobodyId,
      people: await readOutsiders(tx, ticket.id, nobodyId),
    };
    if (!(await replaceTexts(tx, of)) || !(await replaceInLog(tx, of))) {
      return "piece";
    }
    files = await removeFiles(tx, ticket.id);
    await markAnonymised(tx, organisationId, { ...of, requesterId: ticket.requester_id });
    return "done";
  });
  // What cannot be removed now is left to the sweep of files that no row refers to.
  await discardFiles(files);
  return state;
}

interface Anonymised {
  ticketId: string;
  nobodyId: string;
  people: readonly string[];
  requesterId: string;
}

/** The last transaction of a ticket: its events still name who loses it, so that their pages are told. `cleanLog` takes these names out later. */
async function markAnonymised(
  tx: Transaction,
  organisationId: OrganisationId,
  of: Anonymised,
): Promise<void> {
  const { ticketId, nobodyId, people, requesterId } = of;
  const at = new Date();
  const by = { organisationId, actorId: null, at };
  await tx.query("UPDATE ticket_texts SET description = $2 WHERE ticket_id = $1", [ticketId, ANONYMISED]);
  const changes = {
    title: { from: ANONYMISED, to: ANONYMISED },
    description: { from: null, to: null },
    requester: { from: requesterId, to: nobodyId },
    anonymisedAt: { from: null, to: at },
  };
  await recordTicketChange(tx, by, {
    ticketId,
    isPublic: true,
    isQuiet: true,
    set: {
      title: ANONYMISED,
      requester_id: nobodyId,
      anonymised_at: at,
      attachment_count: 0,
      public_attachment_count: 0,
    },
    events: [{ type: "ticket:updated", data: { changes, publicChanges: changes, quiet: true } }],
  });
  const { rows } = await tx.query<{ person_id: string }>(
    "DELETE FROM watchers WHERE ticket_id = $1 AND person_id = ANY($2::uuid[]) RETURNING person_id",
    [ticketId, people],
  );
  for (const { person_id: personId } of rows) {
    await emit(tx, { type: "watcher:removed", ...by, ticketId, subjectId: personId, data: { personId } });
  }
  await endGuests(tx, organisationId, ticketId);
  await removeTraces(tx, of);
  await tx.query(
    "INSERT INTO ticket_anonymisations (ticket_id, organisation_id) VALUES ($1, $2) ON CONFLICT DO NOTHING",
    [ticketId, organisationId],
  );
}

async function removeFiles(tx: Transaction, ticketId: string): Promise<string[]> {
  const { rows } = await tx.query<{ keys: string[] }>(
    "DELETE FROM attachments WHERE ticket_id = $1 RETURNING array_remove(ARRAY[storage_key, thumbnail_key], NULL) AS keys",
    [ticketId],
  );
  return rows.flatMap(({ keys }) => keys);
}

/** A guest's session sees this one ticket. */
async function endGuests(tx: Transaction, organisationId: OrganisationId, ticketId: string): Promise<void> {
  const { rows } = await tx.query<{ id: string; person_id: string }>(
    `SELECT s.id, s.person_id FROM sessions s JOIN guest_tickets g ON g.person_id = s.person_id
     WHERE g.ticket_id = $1 AND s.ticket_id = $1 AND s.ended_at IS NULL`,
    [ticketId],
  );
  for (const { id: sessionId, person_id: personId } of rows) {
    await endSessions(tx, { organisationId, personId, sessionId, reason: "expired", actorId: null });
  }
}

/** Takes people out of the events that announced it, once they are read. */
async function cleanLog(logRead: string): Promise<void> {
  for (let step = 0; step < BATCH; step++) {
    const isMore = await transaction(async (tx) => {
      const { rows } = await tx.query<{ ticket_id: string; organisation_id: string }>(
        `SELECT ticket_id, organisation_id FROM ticket_anonymisations WHERE created_at < now() - $1::interval
         ORDER BY created_at LIMIT 1 FOR UPDATE SKIP LOCKED`,
        [logRead],
      );
      const [one] = rows;
      if (!one) {
        return false;
      }
      const nobodyId = await nobodyOf(tx, one.organisation_id);
      const people = await readOutsiders(tx, one.ticket_id, nobodyId);
      if (await replaceInLog(tx, { ticketId: one.ticket_id, people, nobodyId })) {
        await tx.query("DELETE FROM ticket_anonymisations WHERE ticket_id = $1", [one.ticket_id]);
      }
      return true;
    });
    if (!isMore) {
      return;
    }
  }
}
