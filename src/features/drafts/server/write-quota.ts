import { say } from "@/messages/server/say";
import type { DraftState } from "@/features/drafts/apply";
import { commentOfKind } from "@/features/drafts/schema";
import { findTicket } from "@/features/tickets/server/read";
import type { Sql } from "@/server/database/database";
import { AppError } from "@/shared/errors";
import { LIMITS } from "@/shared/limits";
import type { Actor } from "@/shared/roles";

/** Bytes of the texts of a draft, set-aside ones included; 0 when it is empty. */
export function bytesOf({ text, others }: DraftState): number {
  return others.reduce((sum, one) => sum + Buffer.byteLength(one.text), Buffer.byteLength(text));
}

/** Checks the number of the person's drafts. Throws `too_large`. */
export async function refuseTooMany(tx: Sql, actor: Actor): Promise<void> {
  const { rows } = await tx.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM drafts
     WHERE person_id = $1 AND (bytes > 0 OR (bytes IS NULL AND content->>'text' <> ''))`,
    [actor.id],
  );
  if ((rows[0]?.count ?? 0) >= LIMITS.draftsMax) {
    throw new AppError("too_large", say("refusals.drafts.tooMany"));
  }
}

/** Checks the bytes of all the person's drafts together. Throws `too_large`. */
export async function refuseTooMuch(tx: Sql, actor: Actor, draftId: string, bytes: number): Promise<void> {
  const { rows } = await tx.query<{ bytes: string }>(
    "SELECT coalesce(sum(bytes), 0) AS bytes FROM drafts WHERE person_id = $1 AND id <> $2",
    [actor.id, draftId],
  );
  if (Number(rows[0]?.bytes ?? 0) + bytes > LIMITS.draftsBytes) {
    throw new AppError("too_large", say("refusals.drafts.tooLarge"));
  }
}

/** Only the latest sent or emptied drafts are remembered; so a person who answers a thousand tickets is not refused. */
export async function forgetEmptied(tx: Sql, actor: Actor): Promise<void> {
  await tx.query(
    `DELETE FROM drafts WHERE id IN
       (SELECT id FROM drafts WHERE person_id = $1 AND bytes = 0 ORDER BY updated_at DESC, id DESC OFFSET $2)`,
    [actor.id, LIMITS.draftsEmptied],
  );
}

/** A change can be drafted of a comment that stands on this ticket, and that the actor sees. Throws `not_found`. */
export async function requireComment(
  tx: Sql,
  actor: Actor,
  { ticketId, kind }: { ticketId: string | null; kind: string },
): Promise<void> {
  const commentId = commentOfKind(kind);
  if (commentId === null || ticketId === null) {
    return;
  }
  const { audience } = await findTicket(actor, ticketId, { sql: tx });
  const { rowCount } = await tx.query(
    "SELECT 1 FROM comments WHERE id = $1 AND ticket_id = $2 AND deleted_at IS NULL AND (NOT internal OR $3)",
    [commentId, ticketId, audience === "staff"],
  );
  if (rowCount === 0) {
    throw new AppError("not_found", say("refusals.comments.unknown"));
  }
}
