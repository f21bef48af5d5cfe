import type { DraftDto, ListDraftsQuery } from "@/features/drafts/schema";
import type { Page } from "@/features/tickets/schema";
import { pool } from "@/server/database/database";
import { decodeCursorWithId, toPage } from "@/server/api/paging";
import type { Actor } from "@/shared/roles";
import { presentDraft, type DraftRow } from "./present";

/**
 * GET /api/drafts: the actor's own, the newest first. Access to the tickets is not needed: a typed text stays
 * its author's. A guest has those of the one ticket that their link opens. Throws `bad_cursor`.
 */
export async function listDrafts(actor: Actor, query: ListDraftsQuery): Promise<Page<DraftDto>> {
  const [at, id] = decodeCursorWithId(query.cursor, 2) ?? [null, null];
  const { rows } = await pool().query<DraftRow & { id: string }>(
    `SELECT id, place, kind, content, updated_at FROM drafts
     WHERE person_id = $1 AND ($2::text IS NULL OR place = $2) AND ($3::text IS NULL OR place = $3)
       AND ($4::timestamptz IS NULL OR (updated_at, id) < ($4::timestamptz, $5::uuid))
     ORDER BY updated_at DESC, id DESC LIMIT $6`,
    [
      actor.id,
      query.place?.toLowerCase() ?? null,
      actor.role === "guest" ? (actor.guestTicketId ?? "") : null,
      at,
      id,
      query.limit + 1,
    ],
  );
  return toPage(rows, query.limit, (row) => [row.updated_at.toISOString(), row.id], presentDraft);
}
