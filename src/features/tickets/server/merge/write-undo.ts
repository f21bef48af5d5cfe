import { say } from "@/messages/server/say";
import { canMerge } from "@/features/tickets/policy";
import type { TicketDto } from "@/features/tickets/schema";
import { asStillSeen, findTicket, getTicket } from "@/features/tickets/server/read";
import { readListedRows, type ListedRow } from "@/features/tickets/server/read-row";
import { moveMerged } from "@/features/tickets/server/merge/write-team";
import type { ChosenTeam } from "@/features/tickets/server/write-checks";
import { planChanges } from "@/features/tickets/server/write-plan";
import { lockFamilies, readDownwards, readUpwards } from "@/features/ticket-record/server/read-family";
import {
  recordTicketChange,
  type ChangedBy,
  type TicketColumns,
} from "@/features/ticket-record/server/write";
import { transactionOnce, type WithKey } from "@/server/api/idempotency";
import type { Transaction } from "@/server/database/database";
import { emit } from "@/server/event-log/emit";
import { runExclusive } from "@/server/concurrency/keyed-mutex";
import { AppError } from "@/shared/errors";
import type { TicketChanges } from "@/shared/events";
import type { Actor } from "@/shared/roles";
import { readMerge, type MergeRow } from "./read";
import { takeAnswersOut, takeBack, type ItemCounts } from "./write-items";

/**
 * POST /api/tickets/{ticket}/unmerge: a merged ticket is one of its own again, as it was before; the target loses exactly what it
 * got by the merge. What was said meanwhile stays where it was said, and what its requester wrote stays shown to the
 * target's staff, too. Answers the ticket.
 */
export async function unmergeTicket(
  actor: Actor,
  { ticket, key = null }: WithKey<{ ticket: string }>,
): Promise<TicketDto> {
  const { row, facts } = await findTicket(actor, ticket, { isItself: true });
  if (!canMerge(actor, facts)) {
    throw new AppError("forbidden", say("refusals.ticketMerges.byStaff"));
  }
  const answer = await runExclusive(row.id, () =>
    transactionOnce(
      key,
      (ticketId) => findTicket(actor, ticketId),
      async (tx) => {
        const seen = await findTicket(actor, row.id, { sql: tx, lock: true, isItself: true });
        if (!canMerge(actor, seen.facts)) {
          throw new AppError("forbidden", say("refusals.ticketMerges.byStaff"));
        }
        await undoMerge(tx, actor, row.id);
        return { body: await getTicket(actor, row.id, tx), ticketId: row.id };
      },
    ),
  );
  return key ? asStillSeen(actor, answer) : answer;
}

/** Before a ticket is deleted: what was merged into it is not. The caller has locked its family. */
export async function releaseMerged(tx: Transaction, actor: Actor, ticketId: string): Promise<void> {
  await lockFamilies(tx, { ids: [ticketId] });
  const { rows } = await tx.query<{ id: string }>(
    "SELECT id FROM tickets WHERE merged_into_id = $1 ORDER BY id",
    [ticketId],
  );
  for (const { id } of rows) {
    await undoMerge(tx, actor, id);
  }
}

async function undoMerge(tx: Transaction, actor: Actor, ticketId: string): Promise<void> {
  const merge = await readMerge(tx, ticketId);
  const rows = merge ? await readListedRows([ticketId, merge.into_id], tx) : [];
  const merged = rows.find(({ id }) => id === ticketId);
  const target = rows.find(({ id }) => id === merge?.into_id);
  if (!merge || !merged || !target) {
    throw new AppError("not_merged", say("refusals.ticketMerges.notMerged"));
  }
  const by = { organisationId: actor.organisationId, actorId: actor.id, at: new Date() };
  const downwards = await readDownwards(tx, ticketId);
  const [, ...upwards] = await readUpwards(tx, ticketId);
  const taken = await takeBack(tx, { mergeId: merge.id, intoId: target.id, upwards });
  const answers = await takeAnswersOut(tx, downwards);
  await tx.query("UPDATE ticket_merges SET undone_at = $2 WHERE id = $1", [merge.id, by.at]);
  await restoreMerged(tx, by, { merge, merged, target, lost: answers });
  await restoreTarget(tx, by, { merge, merged, target, lost: taken });
  await announceLosses(tx, by, [...taken, ...answers], { merged, target });
  await unfollow(tx, by, target.id, merge);
}

interface Undone {
  merge: MergeRow;
  merged: ListedRow;
  target: ListedRow;
  /** What conversations lost by it. */
  lost: readonly ItemCounts[];
}

async function restoreMerged(
  tx: Transaction,
  by: ChangedBy,
  { merge, merged, target, lost }: Undone,
): Promise<void> {
  const { before } = merge;
  const isMoved = merged.team_id !== before.teamId;
  const team = isMoved ? await readTeam(tx, before.teamId) : teamOf(merged);
  const input = { status: before.status, ...(isMoved ? { teamId: team?.id ?? null } : {}) };
  const plan = planChanges({ ...merged, description: "" }, { input, team, at: by.at });
  const times = {
    resolvedAt: [merged.resolved_at, before.resolvedAt],
    closedAt: [merged.closed_at, before.closedAt],
    archivedAt: [merged.archived_at, before.archivedAt],
  } as const;
  const follows: TicketChanges = { mergedAt: { from: merged.merged_at, to: null } };
  for (const name of ["resolvedAt", "closedAt", "archivedAt"] as const) {
    const [from, to] = times[name];
    if (from?.getTime() !== to?.getTime()) {
      follows[name] = { from, to };
    }
  }
  const set: TicketColumns = {
    ...plan?.set,
    // Answers that it got meanwhile were given in the other one.
    first_response_at: before.firstResponseAt,
    resolved_at: before.resolvedAt,
    closed_at: before.closedAt,
    archived_at: before.archivedAt,
    merged_into_id: null,
    merged_at: null,
  };
  await recordTicketChange(tx, by, {
    ticketId: merged.id,
    isPublic: true,
    set,
    ...lessOf(lost, merged.id),
    events: [
      {
        type: "ticket:updated",
        data: {
          changes: {
            ...withoutTimes(plan?.changes),
            ...follows,
            mergedInto: { from: { id: target.id, number: target.number }, to: null },
          },
          publicChanges: { ...withoutTimes(plan?.publicChanges), ...follows },
          ...(plan?.sight ? { sight: plan.sight } : {}),
        },
      },
    ],
  });
  if (plan?.sight) {
    const others = (await readDownwards(tx, merged.id)).filter((id) => id !== merged.id);
    await moveMerged(tx, by, others, team);
  }
}

async function restoreTarget(
  tx: Transaction,
  by: ChangedBy,
  { merge, merged, target, lost }: Undone,
): Promise<void> {
  const tags = target.tags.filter((tag) => !merge.added_tags.includes(tag));
  const plan = planChanges(
    { ...target, description: "" },
    { input: { tags }, team: teamOf(target), at: by.at },
  );
  await recordTicketChange(tx, by, {
    ticketId: target.id,
    isPublic: plan?.isPublic ?? false,
    set: { tags },
    ...lessOf(lost, target.id),
    events: [
      {
        type: "ticket:updated",
        data: {
          changes: {
            ...plan?.changes,
            mergedTicket: { from: { id: merged.id, number: merged.number }, to: null },
          },
          publicChanges: plan?.publicChanges ?? {},
        },
      },
    ],
  });
}

/** Of a longer chain, others' conversations are others, too: what is theirs counts a version there. */
async function announceLosses(
  tx: Transaction,
  by: ChangedBy,
  lost: readonly ItemCounts[],
  { merged, target }: Pick<Undone, "merged" | "target">,
): Promise<void> {
  for (const { ticketId, isPublic } of lost) {
    const [row] = [merged.id, target.id].includes(ticketId) ? [] : await readListedRows([ticketId], tx);
    if (row) {
      const mergedAt = { from: row.merged_at, to: row.merged_at };
      const mergedTicket = { from: { id: merged.id, number: merged.number }, to: null };
      await recordTicketChange(tx, by, {
        ticketId,
        isPublic,
        ...lessOf(lost, ticketId),
        events: [
          {
            type: "ticket:updated",
            data: {
              changes: isPublic ? { mergedAt } : { mergedTicket },
              publicChanges: isPublic ? { mergedAt } : {},
            },
          },
        ],
      });
    }
  }
}

/** Who follows the target because of the merge alone: not who left it and came back. */
async function unfollow(tx: Transaction, by: ChangedBy, ticketId: string, merge: MergeRow): Promise<void> {
  const { rows } = await tx.query<{ person_id: string }>(
    `DELETE FROM watchers WHERE ticket_id = $1 AND created_at = $3 AND (person_id = ANY($2::uuid[])
       OR EXISTS (SELECT 1 FROM person_merges m WHERE m.to_id = person_id AND m.from_id = ANY($2::uuid[]))) RETURNING person_id`,
    [ticketId, merge.added_watchers, merge.merged_at],
  );
  for (const { person_id: personId } of rows) {
    await emit(tx, {
      type: "watcher:removed",
      organisationId: by.organisationId,
      actorId: by.actorId,
      ticketId,
      subjectId: personId,
      data: { personId },
    });
  }
}

function lessOf(
  lost: readonly ItemCounts[],
  ticketId: string,
): { comments: { all: number; public: number }; attachments: { all: number; public: number } } {
  const { comments, files, isPublic } = lost.find((one) => one.ticketId === ticketId) ?? {
    comments: 0,
    files: 0,
    isPublic: false,
  };
  return {
    comments: { all: -comments, public: isPublic ? -comments : 0 },
    attachments: { all: -files, public: isPublic ? -files : 0 },
  };
}

function withoutTimes(changes: TicketChanges = {}): TicketChanges {
  const others = { ...changes };
  delete others.resolvedAt;
  delete others.closedAt;
  delete others.archivedAt;
  return others;
}

function teamOf({ team }: ListedRow): ChosenTeam | null {
  return team && { id: team.id, isPrivate: team.is_private };
}

async function readTeam(tx: Transaction, teamId: string | null): Promise<ChosenTeam | null> {
  const { rows } = await tx.query<{ id: string; is_private: boolean }>(
    "SELECT id, is_private FROM teams WHERE id = $1",
    [teamId],
  );
  const row = rows[0];
  return row ? { id: row.id, isPrivate: row.is_private } : null;
}
