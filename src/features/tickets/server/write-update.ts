import { say } from "@/messages/server/say";
import { readAddedMentions } from "@/features/notifications/server/read-added-mentions";
import { TICKET_FIELD_NAMES, TICKET_FIELDS } from "@/features/tickets/fields";
import { canChangeField } from "@/features/tickets/policy";
import type { TicketDto, UpdateTicketInput } from "@/features/tickets/schema";
import type { Transaction } from "@/server/database/database";
import { transactionOnce, type WithKey } from "@/server/api/idempotency";
import { runExclusive } from "@/server/concurrency/keyed-mutex";
import { AppError } from "@/shared/errors";
import type { Actor } from "@/shared/roles";
import { asStillSeen, findTicket, findTicketOrNull, presentSeen, type SeenTicket } from "./read";
import { planChanges, type Plan } from "./write-plan";
import {
  checkAssignee,
  checkCategory,
  checkTeam,
  keepsAssignee,
  rememberTags,
  type ChosenTeam,
} from "./write-checks";
import { recordTicketChange } from "@/features/ticket-record/server/write";
import { readDownwards } from "@/features/ticket-record/server/read-family";
import { moveMerged } from "./merge/write-team";
import { indexText, rememberWords } from "./search/write";

/**
 * PATCH /api/tickets/{ticket}: changes the given fields, all or none. With `version`, a field that was
 * changed since to something else throws `conflict`, carrying the current ticket; other fields merge. Without
 * a difference there is no event.
 */
export async function updateTicket(
  actor: Actor,
  update: WithKey<UpdateTicketInput & { ticket: string }>,
): Promise<TicketDto> {
  const answer = await updateTicketOnce(actor, update, ({ ticket }) => ticket);
  return update.key ? asStillSeen(actor, answer) : answer;
}

/** An update that was carried out: the ticket as its actor sees it now, as it was before, and what changed; null for nothing. */
interface Updated {
  ticket: TicketDto;
  seen: SeenTicket;
  plan: Plan | null;
}

/** The same with the answer of the caller's choice, which is what a repeated key gets again. */
export async function updateTicketOnce<Body>(
  actor: Actor,
  { ticket, key = null, ...input }: WithKey<UpdateTicketInput & { ticket: string }>,
  answer: (updated: Updated) => Body,
): Promise<Body> {
  const { row } = await findTicket(actor, ticket);
  return await runExclusive(row.id, () =>
    transactionOnce(
      key,
      (ticketId) => findTicket(actor, ticketId),
      async (tx) => {
        const seen = await findTicket(actor, row.id, { sql: tx, lock: true });
        const plan = await changeSeenTicket(tx, actor, seen, input);
        const body = answer({ ticket: await presentAfter(tx, actor, seen), seen, plan });
        return { body, ticketId: row.id };
      },
    ),
  );
}

/** The same in the caller's transaction, which has locked the ticket's row as it was seen; null where all is as wanted already. */
export async function changeSeenTicket(
  tx: Transaction,
  actor: Actor,
  seen: SeenTicket,
  input: UpdateTicketInput,
): Promise<Plan | null> {
  if (seen.row.merged_into_id !== null) {
    // Staff change the one that it was merged into; its requester writes.
    throw new AppError("merged", say("refusals.ticketMerges.merged"));
  }
  const team =
    input.teamId === undefined
      ? currentTeam(seen)
      : input.teamId === null
        ? null
        : await checkTeamChange(tx, actor, seen, input.teamId);
  authorise(actor, seen, input, team);
  await checkConflict(tx, actor, seen, input);
  await checkValues(tx, actor, seen, input, team);
  const mustUnassign = await losesAssignee(tx, actor, seen, input, team);
  const plan = planChanges(seen.row, {
    input: mustUnassign ? { ...input, assigneeId: null } : input,
    team,
    at: new Date(),
  });
  if (plan) {
    await applyPlan(tx, actor, seen, { input, plan, team });
  }
  return plan;
}

/** The ticket after the change; an actor who moved it out of their own access gets it as they saw it last. */
async function presentAfter(tx: Transaction, actor: Actor, seen: SeenTicket): Promise<TicketDto> {
  const now = await findTicketOrNull(actor, seen.row.id, { sql: tx });
  return presentSeen(actor, now ?? seen, tx);
}

function currentTeam(seen: SeenTicket): ChosenTeam | null {
  return seen.row.team ? { id: seen.row.team.id, isPrivate: seen.row.team.is_private } : null;
}

async function checkTeamChange(
  tx: Transaction,
  actor: Actor,
  seen: SeenTicket,
  teamId: string,
): Promise<ChosenTeam | null> {
  return teamId === seen.row.team_id ? currentTeam(seen) : checkTeam(tx, actor, teamId);
}

function authorise(actor: Actor, seen: SeenTicket, input: UpdateTicketInput, team: ChosenTeam | null): void {
  const facts = { ...seen.facts, status: seen.row.status };
  // The right to assign depends on the team that it will be in.
  const assigned = { ...facts, teamId: team?.id ?? null, teamIsPrivate: team?.isPrivate ?? false };
  for (const field of TICKET_FIELD_NAMES) {
    const { setBy, refusal } = TICKET_FIELDS[field];
    const about = setBy.worker === "assigners" ? assigned : facts;
    if (input[field] !== undefined && !canChangeField(actor, about, field, input[field])) {
      throw new AppError("forbidden", say(refusal));
    }
  }
}

/** The wanted fields that were changed after `input.version`, as the actor counts, to something else than is wanted. */
async function checkConflict(
  tx: Transaction,
  actor: Actor,
  seen: SeenTicket,
  input: UpdateTicketInput,
): Promise<void> {
  if (input.version === undefined) {
    return;
  }
  const [counted, shown] =
    seen.audience === "staff" ? ["version", "changes"] : ["public_version", "publicChanges"];
  const { rows } = await tx.query<{ field: string }>(
    `SELECT DISTINCT jsonb_object_keys(data->'${shown}') AS field FROM events
     WHERE ticket_id = $1 AND type = 'ticket:updated' AND ${counted} > $2`,
    [seen.row.id, input.version],
  );
  const changedSince = new Set(rows.map((row) => row.field));
  const wanted = planChanges(seen.row, { input, team: currentTeamOr(seen, input), at: new Date() });
  const conflicts = TICKET_FIELD_NAMES.filter((field) => {
    const { shown } = TICKET_FIELDS[field];
    return input[field] !== undefined && changedSince.has(shown) && wanted?.changes[shown];
  });
  if (conflicts.length > 0) {
    throw new AppError("conflict", say("refusals.tickets.conflict"), {
      errors: conflicts.map((path) => ({ path, sentence: say("refusals.tickets.changedSince") })),
      members: { ticket: await presentSeen(actor, seen, tx) },
    });
  }
}

function currentTeamOr(seen: SeenTicket, input: UpdateTicketInput): ChosenTeam | null {
  return input.teamId
    ? { id: input.teamId, isPrivate: false }
    : input.teamId === null
      ? null
      : currentTeam(seen);
}

async function checkValues(
  tx: Transaction,
  actor: Actor,
  seen: SeenTicket,
  input: UpdateTicketInput,
  team: ChosenTeam | null,
): Promise<void> {
  if (input.category !== undefined && input.category !== seen.row.category) {
    await checkCategory(tx, actor, input.category);
  }
  if (input.assigneeId && (input.assigneeId !== seen.row.assignee_id || input.teamId !== undefined)) {
    await checkAssignee(tx, actor, input.assigneeId, team);
  }
}

/** A ticket that moves into a private team loses an assignee who may not see it there. */
async function losesAssignee(
  tx: Transaction,
  actor: Actor,
  seen: SeenTicket,
  input: UpdateTicketInput,
  team: ChosenTeam | null,
): Promise<boolean> {
  const stays = seen.row.assignee_id;
  if (stays === null || input.assigneeId !== undefined || input.teamId === undefined || !team?.isPrivate) {
    return false;
  }
  return !(await keepsAssignee(tx, actor, stays, team));
}

async function applyPlan(
  tx: Transaction,
  actor: Actor,
  seen: SeenTicket,
  { input, plan, team }: { input: UpdateTicketInput; plan: Plan; team: ChosenTeam | null },
): Promise<void> {
  const part = {
    subjectId: seen.row.id,
    ticketId: seen.row.id,
    organisationId: actor.organisationId,
    internal: false,
  };
  if (input.title !== undefined && plan.changes.title) {
    await indexText(tx, { ...part, kind: "title", text: input.title });
    await rememberWords(tx, actor.organisationId, input.title);
  }
  let mentioned: string[] = [];
  if (input.description !== undefined && plan.changes.description) {
    mentioned = await readAddedMentions(tx, actor.organisationId, {
      before: seen.row.description,
      after: input.description,
    });
    await tx.query("UPDATE ticket_texts SET description = $2 WHERE ticket_id = $1", [
      seen.row.id,
      input.description,
    ]);
    await indexText(tx, { ...part, kind: "description", text: input.description });
  }
  if (input.tags && plan.changes.tags) {
    await rememberTags(tx, actor, input.tags);
  }
  const now = await recordTicketChange(
    tx,
    { organisationId: actor.organisationId, actorId: actor.id, at: plan.at },
    {
      ticketId: seen.row.id,
      isPublic: plan.isPublic,
      set: plan.set,
      events: [
        {
          type: "ticket:updated",
          data: {
            changes: plan.changes,
            publicChanges: plan.publicChanges,
            ...(plan.sight ? { sight: plan.sight } : {}),
            ...(mentioned.length > 0 ? { mentioned } : {}),
          },
        },
      ],
    },
  );
  if (plan.sight && seen.hasFamily) {
    const merged = (await readDownwards(tx, seen.row.id)).filter((id) => id !== seen.row.id);
    const by = { organisationId: actor.organisationId, actorId: actor.id, at: plan.at };
    await moveMerged(tx, by, merged, team);
  }
  // An actor who had read everything has read their own change too.
  await tx.query(
    "UPDATE reads SET version = $3, public_version = $4 WHERE ticket_id = $1 AND person_id = $2 AND version = $3 - 1",
    [seen.row.id, actor.id, now.version, now.publicVersion],
  );
}
