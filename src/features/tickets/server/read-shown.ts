import { readSharedTo } from "@/features/ticket-record/server/read-shared";
import { pool } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import { findTicketOrNull, type ReadOptions, type SeenTicket } from "./read";

/**
 * The ticket by which the actor sees a comment or file: its own, else one that shows it (see merge/); null where none does.
 * `lock` locks its own ticket's family.
 */
export async function findWhereShown(
  actor: Actor,
  item: { id: string; ticket_id: string; internal: boolean },
  { sql = pool(), lock = false }: ReadOptions = {},
): Promise<SeenTicket | null> {
  const own = await findTicketOrNull(actor, item.ticket_id, { sql, lock });
  if (own) {
    return item.internal && own.audience !== "staff" ? null : own;
  }
  for (const { ticket_id: ticketId, is_public: isPublic } of await readSharedTo(sql, [item.id])) {
    const seen = await findTicketOrNull(actor, ticketId, { sql, isItself: true });
    if (seen && (seen.audience === "staff" || (isPublic && !item.internal))) {
      return seen;
    }
  }
  return null;
}
