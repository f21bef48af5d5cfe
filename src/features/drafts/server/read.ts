import type { DraftDto } from "@/features/drafts/schema";
import { pool } from "@/server/database";
import type { Actor } from "@/shared/roles";
import { presentDraft, type DraftRow } from "./present";

/**
 * GET /api/drafts: the actor's own, the newest first. They need no sight of their tickets: what somebody typed stays
 * theirs. A guest has those of the one ticket that their link opens.
 */
export async function listDrafts(actor: Actor, place: string | undefined): Promise<DraftDto[]> {
  const { rows } = await pool().query<DraftRow>(
    `SELECT place, kind, content, updated_at FROM drafts
     WHERE person_id = $1 AND ($2::text IS NULL OR place = $2) AND ($3::text IS NULL OR place = $3)
     ORDER BY updated_at DESC, id DESC`,
    [actor.id, place?.toLowerCase() ?? null, actor.role === "guest" ? (actor.guestTicketId ?? "") : null],
  );
  return rows.map(presentDraft);
}
