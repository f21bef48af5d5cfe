import { v7 } from "uuid";
import { say } from "@/messages/server/say";
import type { CommentDto, CreateCommentInput } from "@/features/comments/schema";
import { canComment, canNote, canWorkOn, isRequester, isStaffAnswer } from "@/features/tickets/policy";
import { lockFamilies } from "@/features/ticket-record/server/read-family";
import { shareNew } from "@/features/ticket-record/server/write-shared";
import type { Status } from "@/features/tickets/schema";
import { findTicket, type SeenTicket } from "@/features/tickets/server/read";
import { checkNotClosed } from "@/features/tickets/server/write-checks";
import { timesOfStatus } from "@/features/tickets/server/write-plan";
import { vectorOf } from "@/features/tickets/server/search/write";
import { presentPerson } from "@/features/users/server/present";
import { pool, transaction, type Sql, type Transaction } from "@/server/database/database";
import { findAnswer, repeatAnswer, type RequestKey, type WithKey } from "@/server/api/idempotency";
import { eventData, newEventId } from "@/server/event-log/emit";
import { SEARCH_FORM } from "@/server/search/vector";
import { runExclusive } from "@/server/concurrency/keyed-mutex";
import { announceCommit } from "@/server/database/wake";
import { countKeptAnswer } from "@/server/rate-limits/write-limits";
import { AppError } from "@/shared/errors";
import { isUuid } from "@/shared/ids";
import type { Actor } from "@/shared/roles";
import { presentComments, readCommentRows } from "./read";
import { REOPENED, reopenTarget } from "./write-reopen";
import { INSERT_COMMENT } from "./write-statement";

/** What the answer to a comment has beside its text. */
const ANSWER_BYTES = 500;

/**
 * POST /api/tickets/{ticket}/comments: the hot write, one SQL statement. Throws `stale_reply`, carrying what is new,
 * when `version` is given and another person commented publicly since; `forbidden` for notes by people who
 * may not write them; `closed` for its requester's reply where the ticket was closed too long ago to be
 * opened again.
 *
 * Everything is decided on one version of the ticket and written only if the ticket still has it, so two processes
 * cannot both decide on the same state: the loser decides again, this time holding the row. Nor is anything written when
 * the same request has been answered by another process since we looked for its key.
 */
export async function addComment(
  actor: Actor,
  { ticket, key = null, ...input }: WithKey<CreateCommentInput & { ticket: string }>,
): Promise<CommentDto> {
  // With the id nothing has to be looked up before this writer's turn; the right is checked within the turn in any case.
  const ticketId = isUuid(ticket) ? ticket.toLowerCase() : (await findTicket(actor, ticket)).row.id;
  return runExclusive(ticketId, async () => {
    const earlier = key && (await findAnswer<CommentDto>(key));
    if (earlier) {
      return repeatAnswer(earlier, () => checkStillSeen(actor, ticketId, earlier.body));
    }
    await (key && countKeptAnswer(key.personId, Buffer.byteLength(input.body) + ANSWER_BYTES));
    const comment =
      (await attempt(pool(), actor, ticketId, input, key)) ??
      (await attemptHoldingRow(actor, ticketId, input, key));
    announceCommit();
    return comment;
  });
}

async function attemptHoldingRow(
  actor: Actor,
  ticketId: string,
  input: CreateCommentInput,
  key: RequestKey | null,
): Promise<CommentDto> {
  return transaction(async (tx) => {
    await lockFamilies(tx, { ids: [ticketId] });
    const earlier = key && (await findAnswer<CommentDto>(key, tx));
    if (earlier) {
      return repeatAnswer(earlier, () => checkStillSeen(actor, ticketId, earlier.body, tx));
    }
    const comment = await attemptWithin(tx, actor, ticketId, input, key);
    if (!comment) {
      throw new AppError("unavailable", say("refusals.comments.busy"), {
        retryAfter: 1,
      });
    }
    return comment;
  });
}

/** The same in the caller's transaction, which has locked the ticket's row: together with what else it writes, or not at all. */
export async function addCommentWithin(
  tx: Transaction,
  actor: Actor,
  ticketId: string,
  input: CreateCommentInput,
): Promise<CommentDto> {
  const comment = await attemptWithin(tx, actor, ticketId, input, null);
  if (!comment) {
    throw new AppError("unavailable", say("refusals.comments.busy"), { retryAfter: 1 });
  }
  tx.emitted = true;
  return comment;
}

/** A repeated answer carries no note when the caller has left the staff audience meanwhile. */
async function checkStillSeen(
  actor: Actor,
  ticketId: string,
  comment: CommentDto,
  sql: Sql = pool(),
): Promise<void> {
  const { audience } = await findTicket(actor, ticketId, { sql });
  if (comment.internal && audience !== "staff") {
    throw new AppError("not_found", say("refusals.comments.unknown"));
  }
}

/** Decides on the ticket's current state and writes; null when the ticket changed in between, or others' rows are needed as well. */
async function attempt(
  sql: Sql,
  actor: Actor,
  ticketId: string,
  input: CreateCommentInput,
  key: RequestKey | null,
): Promise<CommentDto | null> {
  const seen = await findTicket(actor, ticketId, { sql });
  const comment = await decide(sql, actor, seen, input);
  return !seen.hasFamily && (await insert(sql, actor, seen, comment, key)) ? comment : null;
}

/** The same with the row held, and those of all tickets that it is merged with: the comment is shown there, too. */
async function attemptWithin(
  tx: Transaction,
  actor: Actor,
  ticketId: string,
  input: CreateCommentInput,
  key: RequestKey | null,
): Promise<CommentDto | null> {
  const seen = await findTicket(actor, ticketId, { sql: tx, lock: true });
  const comment = await decide(tx, actor, seen, input);
  if (!(await insert(tx, actor, seen, comment, key))) {
    return null;
  }
  if (seen.hasFamily) {
    const by = { organisationId: actor.organisationId, actorId: actor.id, at: new Date(comment.createdAt) };
    const isAnswer = isStaffAnswer(actor, seen.facts, comment.internal);
    await shareNew(tx, by, { homeId: seen.row.id, kind: "comment", ids: [comment.id], isAnswer });
    await reopenTarget(tx, actor, seen, by.at);
  }
  return comment;
}

async function decide(
  sql: Sql,
  actor: Actor,
  seen: SeenTicket,
  input: CreateCommentInput,
): Promise<CommentDto> {
  const internal = input.internal ?? false;
  authorise(actor, seen, internal);
  if (!internal) {
    await checkNotClosed(sql, actor, seen);
  }
  await checkStale(sql, actor, seen, input);
  return {
    id: v7(),
    // Of a merged ticket, staff answer in the one that they go on in.
    ticketId: seen.row.id,
    author: presentPerson(
      { id: actor.id, name: actor.name, role: actor.role, email: null, avatar_key: actor.avatarKey ?? null },
      "public",
    ),
    body: input.body,
    internal,
    createdAt: new Date().toISOString(),
    editedAt: null,
    deletedAt: null,
    attachments: [],
  };
}

function authorise(actor: Actor, seen: SeenTicket, internal: boolean): void {
  if (internal ? !canNote(actor, seen.facts) : !canComment(actor, seen.facts)) {
    throw new AppError(
      "forbidden",
      internal ? say("refusals.comments.notesByStaff") : say("refusals.comments.readOnly"),
    );
  }
}

/** The send guard: refuses a reply whose author has not seen the public answers after `version`, and returns them. */
async function checkStale(
  sql: Sql,
  actor: Actor,
  seen: SeenTicket,
  input: CreateCommentInput,
): Promise<void> {
  if (input.version === undefined || input.internal) {
    return;
  }
  const counted = seen.audience === "staff" ? "version" : "public_version";
  const { rows } = await sql.query<{ subject_id: string }>(
    `SELECT e.subject_id FROM events e JOIN comments c ON c.id = e.subject_id AND c.deleted_at IS NULL
     WHERE e.ticket_id = $1 AND e.type = 'comment:added' AND NOT c.internal AND e.actor_id IS DISTINCT FROM $2 AND e.${counted} > $3
       AND (c.ticket_id = $1 OR EXISTS (SELECT 1 FROM shared_items s WHERE s.ticket_id = $1 AND s.item_id = c.id))
     ORDER BY e.version`,
    [seen.row.id, actor.id, input.version],
  );
  if (rows.length > 0) {
    const newer = await readCommentRows(
      rows.map((row) => row.subject_id),
      sql,
    );
    const ordered = newer.sort((a, b) => a.created_at.getTime() - b.created_at.getTime());
    throw new AppError("stale_reply", say("refusals.comments.stale"), {
      members: {
        comments: await presentComments(ordered, seen.audience, sql),
        version: seen.audience === "staff" ? seen.row.version : seen.row.public_version,
      },
    });
  }
}

/** The effect of the comment on its ticket: the requester's reply reopens, the first public staff reply is the first response. */
function effects(
  actor: Actor,
  seen: SeenTicket,
  comment: CommentDto,
): { status: Status; isFirstResponse: boolean; resolvedAt: Date | null; closedAt: Date | null } {
  const { row } = seen;
  const isOwn = isRequester(actor, seen.facts);
  const isOpened = isOwn && !comment.internal && REOPENED.includes(row.status);
  // A merged ticket stays closed: the one that staff go on in is reopened.
  const reopens = isOpened && row.merged_into_id === null;
  const status = !reopens ? row.status : row.assignee_id ? "in_progress" : "open";
  const before = { status: row.status, resolvedAt: row.resolved_at, closedAt: row.closed_at };
  return {
    status,
    isFirstResponse:
      !comment.internal && !isOwn && row.first_response_at === null && canWorkOn(actor, seen.facts),
    ...timesOfStatus(before, status, new Date(comment.createdAt)),
  };
}

async function insert(
  sql: Sql,
  actor: Actor,
  seen: SeenTicket,
  comment: CommentDto,
  key: RequestKey | null,
): Promise<boolean> {
  const { row } = seen;
  const after = effects(actor, seen, comment);
  const reopens = after.status !== row.status;
  const changes = {
    status: { from: row.status, to: after.status },
    ...(row.resolved_at ? { resolvedAt: { from: row.resolved_at, to: after.resolvedAt } } : {}),
    ...(row.archived_at ? { archivedAt: { from: row.archived_at, to: null } } : {}),
  };
  const { rows } = await sql.query(INSERT_COMMENT, [
    row.id,
    row.version,
    comment.id,
    row.organisation_id,
    actor.id,
    comment.body,
    comment.internal,
    comment.createdAt,
    newEventId(),
    eventData("comment:added", { commentId: comment.id, internal: comment.internal }),
    reopens ? 1 : 0,
    newEventId(),
    eventData("ticket:updated", { changes, publicChanges: changes }),
    after.status,
    after.resolvedAt,
    after.closedAt,
    after.isFirstResponse,
    vectorOf("comment", comment.body),
    SEARCH_FORM,
    key?.personId ?? null,
    key?.scope ?? null,
    key?.key ?? null,
    key?.bodyHash ?? null,
    key ? JSON.stringify({ body: comment }) : null,
  ]);
  return rows.length === 1;
}
