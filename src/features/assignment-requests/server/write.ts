import { v7 } from "uuid";
import { say } from "@/messages/server/say";
import { canAskForAssignment, canDecide } from "@/features/assignment-requests/policy";
import type { Ask, AssignmentRequestDto } from "@/features/assignment-requests/schema";
import { canWorkOn } from "@/features/tickets/policy";
import { findTicket, type SeenTicket } from "@/features/tickets/server/read";
import { checkAssignee } from "@/features/tickets/server/write-checks";
import { changeSeenTicket } from "@/features/tickets/server/write-update";
import { transactionOnce, type RequestKey, type WithKey } from "@/server/api/idempotency";
import { runExclusive } from "@/server/concurrency/keyed-mutex";
import type { Transaction } from "@/server/database/database";
import { emit } from "@/server/event-log/emit";
import { AppError, refusedField } from "@/shared/errors";
import type { Actor } from "@/shared/roles";
import { hasVisible } from "@/shared/text";
import { presentRequest } from "./present";
import { findRequestTicket, findStaffSide } from "./read";
import { readAssignmentRequestRows } from "./read-rows";

/**
 * POST /api/tickets/{ticket}/assignment-requests: an agent asks those who may assign a ticket to assign it to somebody. Throws
 * `may_assign` where they may themselves, and `already_requested` with the `request` while an earlier one of theirs is pending.
 */
export async function askForAssignment(
  actor: Actor,
  { ticket, key = null, ...ask }: WithKey<Ask & { ticket: string }>,
): Promise<AssignmentRequestDto> {
  const { row } = await findTicket(actor, ticket);
  return runExclusive(row.id, () =>
    transactionOnce(
      key,
      () => findRequestable(actor, row.id),
      async (tx) => {
        const seen = await findTicket(actor, row.id, { sql: tx, lock: true });
        authoriseAsking(actor, seen);
        await checkAsked(tx, actor, seen, ask);
        const id = v7();
        await tx.query(
          `INSERT INTO assignment_requests (id, organisation_id, ticket_id, team_id, requested_by, assignee_id, note, created_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
          [
            id,
            actor.organisationId,
            row.id,
            seen.row.team_id,
            actor.id,
            ask.assigneeId,
            visibleOrNull(ask.note),
            new Date(),
          ],
        );
        await announce(tx, actor, "assignment:requested", {
          requestId: id,
          ticketId: row.id,
          askerId: actor.id,
        });
        return { body: await readRequest(tx, id), ticketId: row.id };
      },
    ),
  );
}

/** What happens to a pending request: approved and declined by those who may assign its ticket, withdrawn by who asked. */
export type Decision = "approved" | "declined" | "withdrawn";

/**
 * POST /api/assignment-requests/{id}/approve, /decline and /withdraw. Approving assigns the ticket in the same transaction, by the
 * rules of a PATCH of the one who decides. Throws `decided`, with the `request`, for what is pending no more.
 */
export async function decideRequest(
  actor: Actor,
  {
    requestId,
    decision,
    reason,
    key = null,
  }: { requestId: string; decision: Decision; reason?: string | null | undefined; key?: RequestKey | null },
): Promise<AssignmentRequestDto> {
  const { row } = await findRequestTicket(actor, requestId);
  return runExclusive(row.id, () =>
    transactionOnce(
      key,
      () => findRequestTicket(actor, requestId),
      async (tx) => {
        // Whatever decides a request, or makes it needless, holds this lock.
        const seen = await findRequestTicket(actor, requestId, { sql: tx, lock: true });
        const request = await readRequest(tx, requestId);
        authoriseDecision(actor, seen, request, decision);
        if (request.state !== "pending") {
          throw new AppError("decided", decidedSentence(request), { members: { request } });
        }
        await tx.query(
          "UPDATE assignment_requests SET state = $2, decided_by = $3, reason = $4, decided_at = $5 WHERE id = $1",
          [requestId, decision, actor.id, visibleOrNull(reason), new Date()],
        );
        if (decision === "approved") {
          await changeSeenTicket(tx, actor, seen, { assigneeId: request.assignee.id });
        }
        const askerId = request.requestedBy.id;
        await announce(tx, actor, "assignment:decided", { requestId, ticketId: row.id, askerId });
        return { body: await readRequest(tx, requestId), ticketId: row.id };
      },
    ),
  );
}

/** Throws `not_found` for a caller who does not see the ticket's staff side any more. */
async function findRequestable(actor: Actor, ticketId: string): Promise<void> {
  if (!(await findStaffSide(actor, ticketId))) {
    throw new AppError("not_found", say("refusals.tickets.unknown"));
  }
}

function authoriseAsking(actor: Actor, { facts }: SeenTicket): void {
  if (canAskForAssignment(actor, facts)) {
    return;
  }
  throw canWorkOn(actor, facts)
    ? new AppError("may_assign", say("refusals.assignmentRequests.mayAssign"))
    : new AppError("forbidden", say("refusals.assignmentRequests.agents"));
}

function authoriseDecision(
  actor: Actor,
  { facts }: SeenTicket,
  request: AssignmentRequestDto,
  decision: Decision,
): void {
  if (decision === "withdrawn") {
    if (request.requestedBy.id !== actor.id) {
      throw new AppError("forbidden", say("refusals.assignmentRequests.withdraw"));
    }
  } else if (!canDecide(actor, facts)) {
    throw new AppError("forbidden", say("refusals.assignmentRequests.decide"));
  }
}

/** Whether the ticket could be assigned so, and the actor has not asked already. */
async function checkAsked(tx: Transaction, actor: Actor, { row }: SeenTicket, ask: Ask): Promise<void> {
  if (row.status === "closed") {
    throw new AppError("closed", say("refusals.assignmentRequests.closed"));
  }
  if (ask.assigneeId === row.assignee_id) {
    throw refusedField("assigneeId", say("refusals.assignmentRequests.isAssignee"));
  }
  await checkAssignee(
    tx,
    actor,
    ask.assigneeId,
    row.team && { id: row.team.id, isPrivate: row.team.is_private },
  );
  const { rows } = await tx.query<{ id: string }>(
    "SELECT id FROM assignment_requests WHERE ticket_id = $1 AND requested_by = $2 AND state = 'pending'",
    [row.id, actor.id],
  );
  if (rows[0]) {
    throw new AppError("already_requested", say("refusals.assignmentRequests.already"), {
      members: { request: await readRequest(tx, rows[0].id) },
    });
  }
}

function decidedSentence({ state, decidedBy }: AssignmentRequestDto) {
  return decidedBy && (state === "approved" || state === "declined")
    ? say(`refusals.assignmentRequests.${state}`, { name: decidedBy.name })
    : say("refusals.assignmentRequests.over");
}

async function readRequest(tx: Transaction, id: string): Promise<AssignmentRequestDto> {
  const [row] = await readAssignmentRequestRows(tx, [id]);
  if (!row) {
    throw new AppError("not_found", say("refusals.assignmentRequests.unknown"));
  }
  return presentRequest(row);
}

async function announce(
  tx: Transaction,
  actor: Actor,
  type: "assignment:requested" | "assignment:decided",
  about: { requestId: string; ticketId: string; askerId: string },
): Promise<void> {
  await emit(tx, {
    type,
    organisationId: actor.organisationId,
    actorId: actor.id,
    audience: "staff",
    ticketId: about.ticketId,
    subjectId: about.requestId,
    data: { requestId: about.requestId, personId: about.askerId },
  });
}

/** A text as it was typed, without white space around it; null for one in which nothing can be seen. */
function visibleOrNull(text: string | null | undefined): string | null {
  return text && hasVisible(text) ? text.trim() : null;
}
