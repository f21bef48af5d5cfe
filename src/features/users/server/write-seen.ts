import { pool } from "@/server/database/database";

/** Notes that these people are here now, for "last seen" once they are gone. */
export async function noteSeen(personIds: readonly string[]): Promise<void> {
  if (personIds.length > 0) {
    await pool().query("UPDATE people SET last_seen_at = now() WHERE id = ANY($1::uuid[])", [personIds]);
  }
}
