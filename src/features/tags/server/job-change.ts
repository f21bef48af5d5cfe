import { TICKET_FIELDS, publicValue, isSameValue } from "@/features/tickets/fields";
import { recordTicketChange } from "@/features/ticket-record/server/write";
import { audit } from "@/server/audit/audit";
import { transaction, type Transaction } from "@/server/database/database";
import type { Job } from "@/server/jobs/jobs";
import { mintOrganisationId, type OrganisationId } from "@/shared/roles";
import { TAG_BATCH, TAG_EVERY_MILLISECONDS } from "./rules-pace";
import { changeTags, restoreTags } from "./rules-tags";

/** Carries out what admins do to tags on all tickets. */
export const changeTagsJob: Job = {
  name: "change tags",
  everyMilliseconds: TAG_EVERY_MILLISECONDS,
  run: changeTagsOnce,
};

interface Task {
  id: string;
  organisationId: OrganisationId;
  personId: string;
  kind: string;
  name: string;
  into: string | null;
  undoes: string | null;
}

interface TaggedTicket {
  id: string;
  tags: string[];
  is_deleted: boolean;
  team_is_private: boolean;
  /** Of a change that is taken back. */
  before: string[];
}

/**
 * A batch of the change that began first, in one transaction and in the name of who began it; who is no admin any more ends it. What a
 * process did not commit is found again by the tickets themselves. Returns how many tickets were changed.
 */
export async function changeTagsOnce(): Promise<number> {
  return await transaction(async (tx) => {
    const task = await lockTask(tx);
    if (!task) {
      return 0;
    }
    if (!(await isStillAdmin(tx, task))) {
      await end(tx, task, "cancelled");
      return 0;
    }
    const tickets =
      task.undoes === null
        ? await byTagIndex(tx, () => lockTagged(tx, task))
        : await lockChanged(tx, task, task.undoes);
    for (const ticket of tickets) {
      await changeTicket(tx, task, ticket);
    }
    await tx.query("UPDATE tag_changes SET done = done + $2 WHERE id = $1", [task.id, tickets.length]);
    if (tickets.length === 0 && (await byTagIndex(tx, () => isOver(tx, task)))) {
      await end(tx, task, "done");
    }
    return tickets.length;
  });
}

async function lockTask(tx: Transaction): Promise<Task | null> {
  const { rows } = await tx.query<{
    id: string;
    organisation_id: string;
    person_id: string;
    kind: string;
    name: string;
    into_name: string | null;
    undoes: string | null;
  }>(
    `SELECT id, organisation_id, person_id, kind, name, into_name, undoes FROM tag_changes
     WHERE state = 'running' ORDER BY id LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED`,
  );
  const [row] = rows;
  return row
    ? {
        id: row.id,
        organisationId: mintOrganisationId(row.organisation_id),
        personId: row.person_id,
        kind: row.kind,
        name: row.name,
        into: row.into_name,
        undoes: row.undoes,
      }
    : null;
}

async function isStillAdmin(tx: Transaction, { personId, organisationId }: Task): Promise<boolean> {
  const { rows } = await tx.query(
    "SELECT 1 FROM people WHERE id = $1 AND organisation_id = $2 AND role = 'admin' AND disabled_at IS NULL",
    [personId, organisationId],
  );
  return rows.length > 0;
}

const TAGGED =
  "t.id, t.tags, t.deleted_at IS NOT NULL AS is_deleted, coalesce(tm.is_private, false) AS team_is_private";

/**
 * Reads by the index of tags alone: as a change goes on, its tag becomes rare, which statistics do not know yet; by them a walk through all
 * tickets would be expected to find some soon.
 */
async function byTagIndex<Result>(tx: Transaction, read: () => Promise<Result>): Promise<Result> {
  await tx.query("SET LOCAL enable_seqscan = off");
  await tx.query("SET LOCAL enable_indexscan = off");
  const result = await read();
  await tx.query("SET LOCAL enable_seqscan = on");
  await tx.query("SET LOCAL enable_indexscan = on");
  return result;
}

/** A ticket that is being changed is left to the next batch. */
async function lockTagged(tx: Transaction, { organisationId, name }: Task): Promise<TaggedTicket[]> {
  const { rows } = await tx.query<TaggedTicket>(
    `SELECT ${TAGGED}, t.tags AS before FROM tickets t LEFT JOIN teams tm ON tm.id = t.team_id
     WHERE t.organisation_id = $1 AND t.tags @> ARRAY[$2::text] LIMIT ${TAG_BATCH} FOR NO KEY UPDATE OF t SKIP LOCKED`,
    [organisationId, name],
  );
  return rows;
}

/** Tickets that the change `changeId` changed, and that were not handled since. */
async function lockChanged(tx: Transaction, task: Task, changeId: string): Promise<TaggedTicket[]> {
  const { rows } = await tx.query<TaggedTicket>(
    `SELECT ${TAGGED}, c.before FROM tag_change_tickets c JOIN tickets t ON t.id = c.ticket_id LEFT JOIN teams tm ON tm.id = t.team_id
     WHERE c.change_id = $1 AND NOT EXISTS (SELECT 1 FROM tag_change_tickets d WHERE d.change_id = $2 AND d.ticket_id = c.ticket_id)
     LIMIT ${TAG_BATCH} FOR NO KEY UPDATE OF t SKIP LOCKED`,
    [changeId, task.id],
  );
  return rows;
}

async function changeTicket(tx: Transaction, task: Task, ticket: TaggedTicket): Promise<void> {
  const { id: ticketId, tags: from } = ticket;
  const to = task.undoes === null ? changeTags(from, task) : restoreTags(from, ticket.before, task);
  await tx.query(
    "INSERT INTO tag_change_tickets (change_id, ticket_id, before) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
    [task.id, ticketId, from],
  );
  if (isSameValue(from, to)) {
    return;
  }
  if (ticket.is_deleted) {
    // Nobody is sent anything of a deleted ticket; one that is restored comes with these.
    await tx.query("UPDATE tickets SET tags = $2 WHERE id = $1", [ticketId, to]);
    return;
  }
  const shown = [from, to].map((tags) => publicValue(TICKET_FIELDS.tags, tags, ticket.team_is_private));
  const isPublic = !isSameValue(shown[0], shown[1]);
  const changes = { tags: { from, to } };
  await recordTicketChange(
    tx,
    { organisationId: task.organisationId, actorId: task.personId, at: new Date() },
    {
      ticketId,
      isPublic,
      isQuiet: true,
      set: { tags: to },
      events: [
        {
          type: "ticket:updated",
          data: { changes, publicChanges: isPublic ? changes : {}, quiet: true },
        },
      ],
    },
  );
}

/** Whether no ticket is left, not even one that was being changed. */
async function isOver(tx: Transaction, task: Task): Promise<boolean> {
  const { rows } =
    task.undoes === null
      ? await tx.query(
          "SELECT 1 FROM tickets t WHERE t.organisation_id = $1 AND t.tags @> ARRAY[$2::text] LIMIT 1",
          [task.organisationId, task.name],
        )
      : await tx.query(
          `SELECT 1 FROM tag_change_tickets c WHERE c.change_id = $1
             AND NOT EXISTS (SELECT 1 FROM tag_change_tickets d WHERE d.change_id = $2 AND d.ticket_id = c.ticket_id) LIMIT 1`,
          [task.undoes, task.id],
        );
  return rows.length === 0;
}

/** Tags that no ticket has any more go from the pickers. */
async function end(tx: Transaction, task: Task, state: "done" | "cancelled"): Promise<void> {
  await tx.query("UPDATE tag_changes SET state = $2, ended_at = now() WHERE id = $1", [task.id, state]);
  if (state === "done") {
    await tx.query(
      `DELETE FROM tags g WHERE g.organisation_id = $1 AND g.name = $2
         AND NOT EXISTS (SELECT 1 FROM tickets t WHERE t.organisation_id = $1 AND t.tags @> ARRAY[$2::text])`,
      [task.organisationId, task.undoes === null ? task.name : (task.into ?? "")],
    );
  }
  await audit(
    tx,
    { organisationId: task.organisationId, id: state === "done" ? task.personId : null },
    {
      action: state === "done" ? "tag.change_finished" : "tag.change_cancelled",
      subjectType: "tag",
      subjectId: task.id,
      data: { name: task.name, into: task.into },
    },
  );
}
