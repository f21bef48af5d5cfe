import { say } from "@/messages/server/say";
import { personJson } from "@/features/users/server/present";
import { z } from "zod";
import type { CommentDto, ListCommentsQuery } from "@/features/comments/schema";
import { presentAttachment } from "@/features/attachments/server/present";
import { readAttachmentsOfComments } from "@/features/attachments/server/read";
import type { Page } from "@/features/tickets/schema";
import { foundTicket, type TicketToRead } from "@/features/tickets/server/read";
import { findWhereShown } from "@/features/tickets/server/read-shown";
import { pool, type Sql } from "@/server/database/database";
import { badCursor, decodeCursorWithId, encodeCursor } from "@/server/api/paging";
import { AppError } from "@/shared/errors";
import type { Audience } from "@/shared/events";
import { isUuid } from "@/shared/ids";
import type { Actor } from "@/shared/roles";
import { presentComment, type CommentRow } from "./present";

const COMMENT_SELECT = `c.id, c.ticket_id, c.body, c.internal, c.created_at, c.edited_at, c.deleted_at, ${personJson("p")} AS author
  FROM comments c JOIN people p ON p.id = c.author_id`;

/** Reads comments by their ids, deleted ones too. Checks no permission: callers present by audience. */
export async function readCommentRows(ids: readonly string[], sql: Sql = pool()): Promise<CommentRow[]> {
  if (ids.length === 0) {
    return [];
  }
  const { rows } = await sql.query<CommentRow>(`SELECT ${COMMENT_SELECT} WHERE c.id = ANY($1::uuid[])`, [
    ids,
  ]);
  return rows;
}

/** A page that begins with the latest has so many characters of text at most; its first comment comes in any case. */
const NEWEST_CHARACTERS = 60_000;

/**
 * GET /api/tickets/{ticket}/comments: oldest first, or with `order: "newest"` the latest first, as the actor may see them,
 * without deleted ones.
 */
export async function listComments(
  actor: Actor,
  ticket: TicketToRead,
  page: { limit: number; cursor?: string | undefined; order?: ListCommentsQuery["order"] },
): Promise<Page<CommentDto>> {
  const seen = await foundTicket(actor, ticket);
  const cursor = page.cursor ? readCursor(page.cursor) : null;
  const isNewest = page.order === "newest";
  const [beyond, direction] = isNewest ? ["<", "DESC"] : [">", "ASC"];
  const part = (select: string, where: string): string => `SELECT ${select} WHERE ${where}
       AND c.deleted_at IS NULL AND (NOT c.internal OR $2)
       ${cursor ? `AND (c.created_at, c.id) ${beyond} ($4::timestamptz, $5::uuid)` : ""}
     ORDER BY c.created_at ${direction}, c.id ${direction} LIMIT $3`;
  const own = part(COMMENT_SELECT, "c.ticket_id = $1");
  const { rows } = await pool().query<CommentRow>(
    !seen.hasFamily
      ? own
      : `SELECT * FROM ((${own}) UNION ALL (${part(`${COMMENT_SELECT} JOIN shared_items s ON s.item_id = c.id`, "s.ticket_id = $1 AND (s.is_public OR $2)")})) c
     ORDER BY c.created_at ${direction}, c.id ${direction} LIMIT $3`,
    [seen.row.id, seen.audience === "staff", page.limit + 1, ...(cursor ? [cursor.at, cursor.id] : [])],
  );
  const fitting = isNewest ? withinCharacters(rows, NEWEST_CHARACTERS) : rows.length;
  const shown = rows.slice(0, Math.min(page.limit, fitting));
  const last = shown[shown.length - 1];
  const hasMore = rows.length > shown.length && last;
  return {
    items: await presentComments(shown, seen.audience),
    nextCursor: hasMore ? encodeCursor([last.created_at.toISOString(), last.id]) : null,
  };
}

/** GET /api/comments/{id}: one comment whole, as the actor may see it; `not_found` also for deleted ones. */
export async function getComment(actor: Actor, commentId: string): Promise<CommentDto> {
  const [row] = isUuid(commentId) ? await readCommentRows([commentId]) : [];
  const seen = row && row.deleted_at === null ? await findWhereShown(actor, row) : null;
  const [comment] = row && seen ? await presentComments([row], seen.audience) : [];
  if (!comment) {
    throw new AppError("not_found", say("refusals.comments.unknown"));
  }
  return comment;
}

/** How many rows, from the first, fit into so many characters; one at least. */
function withinCharacters(rows: readonly CommentRow[], most: number): number {
  let characters = 0;
  const tooMany = rows.findIndex((row, index) => {
    characters += row.body.length;
    return index > 0 && characters > most;
  });
  return tooMany === -1 ? rows.length : tooMany;
}

/** Comments with their files, as one audience sees them. */
export async function presentComments(
  rows: CommentRow[],
  audience: Audience,
  sql: Sql = pool(),
): Promise<CommentDto[]> {
  const files = await readAttachmentsOfComments(
    rows.filter((row) => row.deleted_at === null).map((row) => row.id),
    sql,
  );
  return rows.map((row) =>
    presentComment(
      row,
      files
        .filter((file) => file.comment_id === row.id && (audience === "staff" || !file.internal))
        .map((file) => presentAttachment(file, audience)),
      audience,
    ),
  );
}

function readCursor(text: string): { at: string; id: string } {
  const [at, id] = decodeCursorWithId(text, 2) ?? [];
  if (typeof id !== "string" || !z.iso.datetime().safeParse(at).success) {
    throw badCursor();
  }
  return { at: String(at), id };
}
