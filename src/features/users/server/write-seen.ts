import { pool } from "@/server/database/database";

/** Stores that these people are online now, for "last seen" once they are offline. */
export async function recordSeen(personIds: readonly string[]): Promise<void> {
  if (personIds.length > 0) {
    await pool().query("UPDATE people SET last_seen_at = now() WHERE id = ANY($1::uuid[])", [personIds]);
  }
}
