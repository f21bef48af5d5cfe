import { addWorkingTime } from "@/shared/time/working-time";
import { v7 } from "uuid";
import { say } from "@/messages/server/say";
import { readSettings } from "@/features/organisations/server/read";
import { canCreateForOthers, canCreateTicket, canSetPriority, seesAsStaff } from "@/features/tickets/policy";
import { recordTicketChange } from "@/features/ticket-record/server/write";
import type { CreateTicketInput, Priority, TicketDto } from "@/features/tickets/schema";
import { findOrCreateRequester } from "@/features/users/server/write-requester";
import { pool, type Sql, type Transaction } from "@/server/database/database";
import { emit } from "@/server/event-log/emit";
import { transactionOnce, type RequestKey } from "@/server/api/idempotency";
import { AppError } from "@/shared/errors";
import type { Actor } from "@/shared/roles";
import { asStillSeen, findTicket, getTicket } from "./read";
import {
  checkCategory,
  checkFollowed,
  checkPeople,
  checkTeam,
  defaultCategory,
  rememberTags,
} from "./write-checks";
import { defaultAssignee, routeTicket } from "./write-routing";
import { indexText, rememberWords } from "./search/write";

const MILLISECONDS_PER_HOUR = 3_600_000;

/**
 * POST /api/tickets: files a ticket for the actor, or by agents and admins for anyone. Throws `forbidden` for
 * fields that the role may not set, `invalid` for a category, team or person that does not exist.
 */
export async function createTicket(
  actor: Actor,
  input: CreateTicketInput,
  key: RequestKey | null = null,
): Promise<TicketDto> {
  authorise(actor, input);
  const now = new Date();
  const answer = await transactionOnce(
    key,
    (ticketId) => findTicket(actor, ticketId),
    async (tx) => {
      const ticketId = await insertTicket(tx, actor, input, now);
      // An agent may file into a private team that is not theirs only as the requester; then they see it as one.
      return { body: await getTicket(actor, ticketId, tx), ticketId };
    },
  );
  return key ? asStillSeen(actor, answer) : answer;
}

/** Files the ticket of a guest, who was just made, in the caller's transaction. Returns its id. */
export async function insertGuestTicket(
  tx: Transaction,
  guest: Actor,
  input: Pick<CreateTicketInput, "title" | "description">,
  now: Date,
): Promise<string> {
  return await insertTicket(tx, guest, input, now);
}

async function emitCreated(
  tx: Transaction,
  actor: Actor,
  ticketId: string,
  assigneeId: string | null,
): Promise<void> {
  await emit(tx, {
    type: "ticket:created",
    organisationId: actor.organisationId,
    actorId: actor.id,
    audience: "public",
    ticketId,
    version: 1,
    publicVersion: 1,
    data: assigneeId === null ? {} : { assigneeId },
  });
}

/** Staff see on the earlier ticket, too, where it goes on: quietly, as nobody did anything there. */
async function followUp(
  tx: Transaction,
  actor: Actor,
  { id, followsId, at }: { id: string; followsId: string; at: Date },
): Promise<void> {
  await tx.query("INSERT INTO follow_ups (ticket_id, follows_id) VALUES ($1, $2)", [id, followsId]);
  const links = { from: null, to: { id, kind: "followUp", direction: "in" } };
  await recordTicketChange(
    tx,
    { organisationId: actor.organisationId, actorId: actor.id, at },
    {
      ticketId: followsId,
      isPublic: false,
      isQuiet: true,
      events: [{ type: "ticket:updated", data: { changes: { links }, publicChanges: {}, quiet: true } }],
    },
  );
}

function authorise(actor: Actor, input: CreateTicketInput): void {
  if (!canCreateTicket(actor)) {
    throw new AppError("forbidden", say("refusals.tickets.guests"));
  }
  const isForOther =
    (input.requesterId !== undefined && input.requesterId !== actor.id) || input.requester !== undefined;
  if (isForOther && !canCreateForOthers(actor)) {
    throw new AppError("forbidden", say("refusals.tickets.forOthers"));
  }
  if (input.watcherIds?.some((id) => id !== actor.id) && !canCreateForOthers(actor)) {
    throw new AppError("forbidden", say("refusals.tickets.watchers"));
  }
  if (input.priority && !canSetPriority(actor, input.priority)) {
    throw new AppError("forbidden", say("refusals.tickets.urgent"));
  }
}

async function insertTicket(
  tx: Transaction,
  actor: Actor,
  input: CreateTicketInput,
  now: Date,
): Promise<string> {
  const organisationId = actor.organisationId;
  const chosen = input.teamId ? await checkTeam(tx, actor, input.teamId) : null;
  const category = input.category
    ? await checkCategory(tx, actor, input.category)
    : await defaultCategory(tx, actor);
  const requesterId = input.requester
    ? await findOrCreateRequester(tx, actor, input.requester)
    : (input.requesterId ?? actor.id);
  await checkPeople(tx, actor, input.requester ? "requester.email" : "requesterId", [requesterId]);
  const watcherIds = await checkPeople(tx, actor, "watcherIds", input.watcherIds ?? []);
  const routing = await routeTicket(tx, actor, category, input);
  const team = chosen ?? routing.team;
  if (
    chosen?.isPrivate &&
    requesterId !== actor.id &&
    !seesAsStaff(actor, { teamId: chosen.id, teamIsPrivate: true })
  ) {
    throw new AppError("invalid", say("refusals.tickets.ownAgents"), {
      errors: [{ path: "teamId", sentence: say("refusals.tickets.otherTeam") }],
    });
  }
  const followsId = input.followUpOf ? await checkFollowed(tx, actor, input.followUpOf) : null;
  const assigneeId = await defaultAssignee(tx, actor, team);
  const dueAt = await dueTime(actor, routing.priority, now, tx);
  const id = v7();
  await tx.query(
    `WITH counted AS (
       INSERT INTO ticket_counters (organisation_id, last_number) VALUES ($2, 1)
       ON CONFLICT (organisation_id) DO UPDATE SET last_number = ticket_counters.last_number + 1 RETURNING last_number)
     INSERT INTO tickets (id, organisation_id, number, title, priority, category, team_id, requester_id, tags, created_at, updated_at, public_updated_at, due_at, source, assignee_id)
     SELECT $1, $2, last_number, $3, $4, $5, $6, $7, $8, $9, $9, $9, $10, $11, $12 FROM counted`,
    [
      id,
      organisationId,
      input.title,
      routing.priority,
      category,
      team?.id ?? null,
      requesterId,
      input.tags ?? [],
      now,
      dueAt,
      actor.role === "guest" ? "guest" : "web",
      assigneeId,
    ],
  );
  await tx.query("INSERT INTO ticket_texts (ticket_id, description) VALUES ($1, $2)", [
    id,
    input.description,
  ]);
  const part = { subjectId: id, organisationId, ticketId: id, internal: false };
  await indexText(tx, { ...part, kind: "title", text: input.title });
  await indexText(tx, { ...part, kind: "description", text: input.description });
  await tx.query(
    "INSERT INTO watchers (ticket_id, person_id) SELECT $1, unnest($2::uuid[]) ON CONFLICT DO NOTHING",
    [id, watcherIds],
  );
  if (requesterId !== actor.id) {
    // For a guest who has proven their address: they can get links to it, and are notified of answers.
    await tx.query(
      `INSERT INTO guest_tickets (ticket_id, organisation_id, person_id, email, language, proven_at)
       SELECT $1, p.organisation_id, p.id, p.email, coalesce(p.preferences->>'language', 'en'), now() FROM people p
       WHERE p.id = $2 AND p.role = 'guest' AND p.email_confirmed_at IS NOT NULL`,
      [id, requesterId],
    );
  }
  if (followsId !== null) {
    await followUp(tx, actor, { id, followsId, at: now });
  }
  await rememberTags(tx, actor, input.tags ?? []);
  await rememberWords(tx, organisationId, input.title);
  if (actor.role !== "guest") {
    // The actor has seen the ticket that they file; a guest's reading is not kept.
    await tx.query(
      "INSERT INTO reads (ticket_id, person_id, version, public_version) VALUES ($1, $2, 1, 1)",
      [id, actor.id],
    );
  }
  await emitCreated(tx, actor, id, assigneeId);
  return id;
}

/** When a ticket of this priority is due by the organisation's settings; null where none is set. */
export async function dueTime(
  actor: Pick<Actor, "organisationId">,
  priority: Priority,
  from: Date,
  sql: Sql = pool(),
): Promise<Date | null> {
  const { dueHours, dueInWorkingHours, timeZone, workingHours, holidays } = await readSettings(
    actor.organisationId,
    sql,
  );
  const hours = dueHours[priority];
  if (hours === null) {
    return null;
  }
  return dueInWorkingHours && timeZone !== null
    ? addWorkingTime(from, hours * MILLISECONDS_PER_HOUR, { timeZone, week: workingHours, holidays })
    : new Date(from.getTime() + hours * MILLISECONDS_PER_HOUR);
}
