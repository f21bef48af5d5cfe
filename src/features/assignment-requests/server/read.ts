import { say } from "@/messages/server/say";
import type {
  AssignmentRequestDto,
  AssignmentRequestList,
  AssignmentRequestQuery,
} from "@/features/assignment-requests/schema";
import { staffVisibility } from "@/features/ticket-record/server/read-visibility";
import {
  findTicket,
  findTicketOrNull,
  type ReadOptions,
  type SeenTicket,
} from "@/features/tickets/server/read";
import { decodeCursorWithId, toPage } from "@/server/api/paging";
import { pool, readSnapshot, type Sql } from "@/server/database/database";
import { Params } from "@/server/database/params";
import { AppError } from "@/shared/errors";
import { isUuid } from "@/shared/ids";
import type { PageQuery } from "@/shared/paging";
import type { Actor } from "@/shared/roles";
import { presentRequest, type AssignmentRequestRow } from "./present";
import { REQUEST_SELECT } from "./read-rows";

/** The requests that the caller may decide or has asked, the latest first; of tickets whose staff side they see now. */
export async function listAssignmentRequests(
  actor: Actor,
  query: AssignmentRequestQuery,
): Promise<AssignmentRequestList> {
  const after = decodeCursorWithId(query.cursor, 1);
  return await readSnapshot(async (sql) => {
    const params = new Params();
    const { side } = query;
    // Each only where it is asked for: PostgreSQL refuses a parameter that stands nowhere.
    const sides = [
      ...(side === "asked" ? [] : [mayDecide(actor, params)]),
      ...(side === "decide" ? [] : [`r.requested_by = ${params.add(actor.id)}::uuid`]),
    ];
    const conditions = [
      visibleRequests(actor, params),
      `(${sides.join(" OR ")})`,
      ...(query.state ? [`r.state = ANY(${params.add(query.state)}::text[])`] : []),
      ...(after ? [`r.id < ${params.add(after[0])}::uuid`] : []),
    ];
    const { rows } = await sql.query<AssignmentRequestRow>(
      `SELECT ${REQUEST_SELECT} WHERE ${conditions.join(" AND ")} ORDER BY r.id DESC LIMIT ${params.add(query.limit + 1)}`,
      params.values,
    );
    const page = toPage(rows, query.limit, (row) => [row.id], presentRequest);
    return { ...page, waiting: await countWaiting(actor, sql) };
  });
}

/** GET /api/tickets/{ticket}/assignment-requests: all of a ticket, the latest first, for its staff side. */
export async function listTicketRequests(
  actor: Actor,
  ticket: string,
  query: PageQuery,
): Promise<{ items: AssignmentRequestDto[]; nextCursor: string | null }> {
  const after = decodeCursorWithId(query.cursor, 1);
  const seen = await findTicket(actor, ticket);
  if (seen.audience !== "staff") {
    throw new AppError("forbidden", say("refusals.assignmentRequests.staff"));
  }
  const { rows } = await pool().query<AssignmentRequestRow>(
    `SELECT ${REQUEST_SELECT} WHERE r.ticket_id = $1 AND ($2::uuid IS NULL OR r.id < $2) ORDER BY r.id DESC LIMIT $3`,
    [seen.row.id, after?.[0] ?? null, query.limit + 1],
  );
  return toPage(rows, query.limit, (row) => [row.id], presentRequest);
}

/** How many requests wait for the caller's decision. */
async function countWaiting(actor: Actor, sql: Sql): Promise<number> {
  const params = new Params();
  const conditions = `${visibleRequests(actor, params)} AND ${mayDecide(actor, params)} AND r.state = 'pending'`;
  const { rows } = await sql.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM assignment_requests r JOIN tickets t ON t.id = r.ticket_id WHERE ${conditions}`,
    params.values,
  );
  return rows[0]?.count ?? 0;
}

/** The ticket of a request, found by the request's id and locked if wanted. Throws `not_found` for everybody who does not see its staff side. */
export async function findRequestTicket(
  actor: Actor,
  requestId: string,
  locking: ReadOptions = {},
): Promise<SeenTicket> {
  const { rows } = isUuid(requestId)
    ? await (locking.sql ?? pool()).query<{ ticket_id: string }>(
        "SELECT ticket_id FROM assignment_requests WHERE id = $1 AND organisation_id = $2",
        [requestId, actor.organisationId],
      )
    : { rows: [] };
  const seen = rows[0] && (await findStaffSide(actor, rows[0].ticket_id, locking));
  if (!seen) {
    throw new AppError("not_found", say("refusals.assignmentRequests.unknown"));
  }
  return seen;
}

/** The ticket, where the caller sees its staff side; null for everybody else. */
export async function findStaffSide(
  actor: Actor,
  ticketId: string,
  locking: ReadOptions = {},
): Promise<SeenTicket | null> {
  const seen = await findTicketOrNull(actor, ticketId, locking);
  return seen?.audience === "staff" ? seen : null;
}

function visibleRequests(actor: Actor, params: Params): string {
  return `r.organisation_id = ${params.add(actor.organisationId)} AND t.deleted_at IS NULL AND ${staffVisibility(actor, params)}`;
}

/** `canDecide` (policy.ts) as SQL, by the team that was asked: a pending request's ticket is still in it. */
function mayDecide(actor: Actor, params: Params): string {
  switch (actor.role) {
    case "admin":
      return "true";
    case "agent":
      return `r.team_id = ANY(${params.add(actor.teamIds)}::uuid[])`;
    default:
      return "false";
  }
}
