import { v7 } from "uuid";
import { say } from "@/messages/server/say";
import { canMerge } from "@/features/tickets/policy";
import type { TicketDto } from "@/features/tickets/schema";
import { asStillSeen, findTicket, getTicket, type SeenTicket } from "@/features/tickets/server/read";
import { moveMerged } from "@/features/tickets/server/merge/write-team";
import { planChanges } from "@/features/tickets/server/write-plan";
import {
  FAMILY_MOST,
  lockFamilies,
  readDownwards,
  readFamily,
} from "@/features/ticket-record/server/read-family";
import { recordTicketChange, type ChangedBy } from "@/features/ticket-record/server/write";
import { transactionOnce, type WithKey } from "@/server/api/idempotency";
import type { Transaction } from "@/server/database/database";
import { emit } from "@/server/event-log/emit";
import { runExclusive } from "@/server/concurrency/keyed-mutex";
import { AppError, refusedField } from "@/shared/errors";
import { LIMITS } from "@/shared/limits";
import type { Actor } from "@/shared/roles";
import { beforeOf, readStaffWatchers } from "./read";
import { bringAlong } from "./write-items";

/** A merged ticket and the one that staff go on in. */
interface Pair {
  merged: SeenTicket;
  target: SeenTicket;
}

/**
 * POST /api/tickets/{ticket}/merge: staff go on with a ticket in another one. It is a relation and one event in each log: no
 * comment moves. Answers the target. Of two merges at once each holds the rows of all tickets that it is about.
 */
export async function mergeTicket(
  actor: Actor,
  { ticket, into, key = null }: WithKey<{ ticket: string; into: string }>,
): Promise<TicketDto> {
  const found = await findPair(actor, { ticket, into });
  const answer = await runExclusive(found.merged.row.id, () =>
    transactionOnce(
      key,
      (ticketId) => findTicket(actor, ticketId),
      async (tx) => {
        await lockFamilies(tx, { ids: [found.merged.row.id, found.target.row.id] });
        const pair = await findPair(actor, { ticket: found.merged.row.id, into: found.target.row.id }, tx);
        await checkPair(tx, pair);
        await merge(tx, actor, pair);
        const ticketId = pair.target.row.id;
        return { body: await getTicket(actor, ticketId, tx), ticketId };
      },
    ),
  );
  return key ? asStillSeen(actor, answer) : answer;
}

async function findPair(
  actor: Actor,
  { ticket, into }: { ticket: string; into: string },
  tx?: Transaction,
): Promise<Pair> {
  const options = tx ? { sql: tx } : {};
  const merged = await findTicket(actor, ticket, { ...options, isItself: true });
  if (!canMerge(actor, merged.facts)) {
    throw new AppError("forbidden", say("refusals.ticketMerges.byStaff"));
  }
  // What was merged already leads to where staff go on with it.
  const target = await findTicket(actor, into, options);
  if (!canMerge(actor, target.facts)) {
    throw new AppError("forbidden", say("refusals.ticketMerges.byStaff"));
  }
  return { merged, target };
}

/** Throws where these two cannot be one: what was merged already, itself, a private team's with others', or too many. */
async function checkPair(tx: Transaction, { merged, target }: Pair): Promise<void> {
  if (merged.row.merged_into_id !== null) {
    throw new AppError("already_merged", say("refusals.ticketMerges.already"));
  }
  if (merged.row.id === target.row.id) {
    throw refusedField("into", say("refusals.ticketMerges.itself"));
  }
  const from = privateTeam(merged);
  if (from !== null && from !== privateTeam(target)) {
    throw new AppError("private_merge", say("refusals.ticketMerges.private"));
  }
  const family = await readFamily(tx, { ids: [merged.row.id, target.row.id] });
  if (family.length > FAMILY_MOST) {
    throw new AppError("too_many_merged", say("refusals.ticketMerges.tooMany", { most: FAMILY_MOST }));
  }
}

async function merge(tx: Transaction, actor: Actor, pair: Pair): Promise<void> {
  const { merged, target } = pair;
  const at = new Date();
  const by = { organisationId: actor.organisationId, actorId: actor.id, at };
  const mergeId = v7();
  const ids = { fromId: merged.row.id, intoId: target.row.id };
  const watchers = await readStaffWatchers(tx, ids);
  const addedTags = merged.row.tags
    .filter((tag) => !target.row.tags.includes(tag))
    .slice(0, Math.max(0, LIMITS.tagsMax - target.row.tags.length));
  const tags = [...target.row.tags, ...addedTags];
  await tx.query(
    `INSERT INTO ticket_merges (id, organisation_id, ticket_id, into_id, merged_by, merged_at, before, added_tags, added_watchers)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      mergeId,
      actor.organisationId,
      ids.fromId,
      ids.intoId,
      actor.id,
      at,
      JSON.stringify(beforeOf(merged.row)),
      addedTags,
      watchers,
    ],
  );
  const along = await bringAlong(tx, { mergeId, ...ids });
  await closeMerged(tx, by, pair);
  const plan = planChanges(target.row, { input: { tags }, team: teamOf(target), at });
  await recordTicketChange(tx, by, {
    ticketId: ids.intoId,
    isPublic: plan?.isPublic ?? false,
    set: { tags },
    comments: { all: along.comments, public: 0 },
    attachments: { all: along.files, public: 0 },
    events: [
      {
        type: "ticket:updated",
        data: {
          changes: {
            ...plan?.changes,
            mergedTicket: { from: null, to: { id: ids.fromId, number: merged.row.number } },
          },
          publicChanges: plan?.publicChanges ?? {},
        },
      },
    ],
  });
  await follow(tx, by, ids.intoId, watchers);
}

/** The merged ticket is closed, and as private as the other. */
async function closeMerged(tx: Transaction, by: ChangedBy, { merged, target }: Pair): Promise<void> {
  const { row } = merged;
  const isMoved = privateTeam(merged) !== privateTeam(target);
  const team = teamOf(isMoved ? target : merged);
  const input = { status: "closed" as const, ...(isMoved ? { teamId: team?.id ?? null } : {}) };
  const plan = planChanges(row, { input, team, at: by.at });
  const mergedAt = { from: null, to: by.at };
  await recordTicketChange(tx, by, {
    ticketId: row.id,
    isPublic: true,
    set: { ...plan?.set, merged_into_id: target.row.id, merged_at: by.at },
    events: [
      {
        type: "ticket:updated",
        data: {
          changes: {
            ...plan?.changes,
            mergedAt,
            mergedInto: { from: null, to: { id: target.row.id, number: target.row.number } },
          },
          publicChanges: { ...plan?.publicChanges, mergedAt },
          ...(plan?.sight ? { sight: plan.sight } : {}),
        },
      },
    ],
  });
  if (isMoved) {
    const others = (await readDownwards(tx, row.id)).filter((id) => id !== row.id);
    await moveMerged(tx, by, others, team);
  }
}

/** Quietly: they follow it because of what they followed before. */
async function follow(
  tx: Transaction,
  by: ChangedBy,
  ticketId: string,
  personIds: readonly string[],
): Promise<void> {
  for (const personId of personIds) {
    await tx.query(
      "INSERT INTO watchers (ticket_id, person_id, added_by, created_at) VALUES ($1, $2, nullif($3::uuid, $2::uuid), $4)",
      [ticketId, personId, by.actorId, by.at],
    );
    await emit(tx, {
      type: "watcher:added",
      organisationId: by.organisationId,
      actorId: by.actorId,
      ticketId,
      subjectId: personId,
      data: { personId, isMerged: true },
    });
  }
}

function teamOf({ row }: SeenTicket): { id: string; isPrivate: boolean } | null {
  return row.team && { id: row.team.id, isPrivate: row.team.is_private };
}

function privateTeam({ row }: SeenTicket): string | null {
  return row.team?.is_private ? row.team_id : null;
}
