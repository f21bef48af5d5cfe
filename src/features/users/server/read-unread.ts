import { pool } from "@/server/database";
import type { Actor } from "@/shared/roles";

/** How many notifications the actor has not read. SQL, as every socket asks for it when it connects. */
export async function countUnread(actor: Actor): Promise<number> {
  const { rows } = await pool().query<{ unread: number }>(
    "SELECT count(*)::int AS unread FROM notifications WHERE person_id = $1 AND read_at IS NULL",
    [actor.id],
  );
  return rows[0]?.unread ?? 0;
}
